/** @type {typeof import('../en/engine.js').words} */
export const engine = {
  $loading: 'Die Engine wird geladen.',
  $starting: 'Die Engine wird gestartet.',
  $progress: (here, whole) => `Die Engine wird geladen: ${here}${whole ? ` von ${whole}` : ''} KB.`,
  $noWebAssembly: 'Dieser Browser hat kein WebAssembly, in dem die Engine läuft. Ein aktueller Chromium, Firefox oder Safari hat es.',
  $policy: "Die Content-Security-Policy dieser Seite lässt WebAssembly nicht laufen. Nimm 'wasm-unsafe-eval' in ihr script-src auf.",
  $mime: 'Der Server sendet kafka_playground_bg.wasm mit einem falschen MIME-Typ. Es muss application/wasm sein.',
  $another: (text) => `Die Datei kafka_playground_bg.wasm.lzma ist nicht die, die zu dieser Seite gehört (${text}).`,
  $notLoaded: (text) =>
    `Die Engine ließ sich nicht laden: kafka_playground_bg.wasm.lzma und die Module daneben müssen da liegen, wo diese Seite sie erwartet (${text}).`,
  $notStarted: (text) => `Die Engine ließ sich nicht starten (${text}).`,
  $leftOut: (message) => `Die Engine ist über diese Zeile gestolpert (${message}). Sie wurde weggelassen.`,
};
