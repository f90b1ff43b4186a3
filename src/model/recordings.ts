import type { Recording, Series } from './series.ts'

/** A series taken apart by who recorded it; as it is, where that was one test or none. Merging the parts gives it back. */
export function partsOf(series: Series): Series[] {
  const { recordings, ...whole } = series
  if (recordings === undefined) return [series]
  const at = { samples: 0, confirmation: 0 }
  return recordings.map((recording) => partOf(whole, recording, at))
}

function partOf(
  { origin: _, samples, confirmation, ...shared }: Series,
  recording: Recording,
  at: { samples: number; confirmation: number },
): Series {
  const ownSamples = samples.slice(at.samples, at.samples + recording.samples)
  const again = recording.confirmation ?? recording.samples
  const ownConfirmation = confirmation?.slice(at.confirmation, at.confirmation + again)
  at.samples += recording.samples
  at.confirmation += again
  return {
    ...shared,
    samples: ownSamples,
    ...(recording.confirmation === undefined ? {} : { confirmation: ownConfirmation }),
    ...(recording.origin === undefined ? {} : { origin: recording.origin }),
  }
}
