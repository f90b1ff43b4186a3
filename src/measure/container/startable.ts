/** A container that runs, as testcontainers gives it back. */
export interface StartedContainer {
  getId(): string
  stop(): Promise<unknown>
}

/** A container that testcontainers can start: `new GenericContainer('redis:7')`, or one of its modules. */
export interface StartableContainer<Started extends StartedContainer> {
  start(): Promise<Started>
  withLabels(labels: Record<string, string>): unknown
  withReuse(): unknown
}

/** How long a container lives: as long as the test, the file, or the whole run, in which all workers share it. */
export type ContainerScope = 'test' | 'file' | 'run'

/** How `slo.container` holds a container. */
export interface ContainerOptions {
  /** Left out, it is `test` inside of a test and `file` outside. */
  readonly scope?: ContainerScope
}
