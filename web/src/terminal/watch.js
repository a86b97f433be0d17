export function watch(page, group) {}
