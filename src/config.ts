export { defineConfig } from './declare/define-config.ts'
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
export { cleanroom, relaxed, strict } from './declare/presets.ts'
export type { CleanroomNames } from './declare/presets.ts'
export { sli } from './model/sli.ts'
export type { Sli, TestSelector } from './model/sli.ts'
