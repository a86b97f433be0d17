/** @type {typeof import('../en/scenes.js').words} */
export const scenes = {
  $notLoaded: (message) => `Die Liste der Szenen ließ sich nicht laden (${message}).`,
  $noScene: (name, names) => `Es gibt keine Szene „${name}“. Es gibt: ${names} und inline.`,
};
