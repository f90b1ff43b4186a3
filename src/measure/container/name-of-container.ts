import type { TrackedContainer } from './tracked-container.ts'

/** What a container is called in SLOs: the name that a test gave it, else its image. */
export function nameOfContainer({ name, image, id }: Pick<TrackedContainer, 'name' | 'image' | 'id'>): string {
  return name ?? (image === '' ? shortId(id) : image)
}

/** For a person: `4f0c2ab91d11 (redis:7), started by tests/a.test.ts > talks to redis`. */
export function describeContainer({ id, image, by }: Pick<TrackedContainer, 'id' | 'image' | 'by'>): string {
  const place = by === undefined ? '' : `, started by ${by.file} > ${by.test}`
  return `${shortId(id)} (${image})${place}`
}

function shortId(id: string): string {
  return id.slice(0, 12)
}
