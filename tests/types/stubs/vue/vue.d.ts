// What Vue's own tools look elements of a template up in.
export interface GlobalComponents {
  KeepAlive: new () => { $props: { max?: number } };
}
