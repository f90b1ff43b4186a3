export { cleanroom, defineConfig, relaxed, sli, strict } from './declare/door.ts'
export type { AlertChannelInput, AlertRouteInput, AlertsInput } from './declare/alerts-input.ts'
export type {
  BoundsInput,
  ConfigInput,
  EnvironmentInput,
  MetricInput,
  MonitoringInput,
  ObjectiveInput,
  ProbeInput,
  ProfilingInput,
  ReportsInput,
  SloDimension,
  SloInput,
  SloInputs,
  SloOverride,
} from './declare/define-config.ts'
export type { CleanroomNames } from './declare/presets.ts'
export type { Sli, TestSelector } from './model/sli.ts'
