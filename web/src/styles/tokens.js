/**
 * The colours and sizes that everything else is drawn with.
 *
 * Both themes are in one table: `light-dark()` follows the `color-scheme` of
 * the page around, or what the `theme` attribute says. A part of a colour is no
 * colour, and so it is said for the dark apart.
 */
export const css = `/* sheet */
:host {
  --kp-ground: light-dark(#fbfbfa, #131518);
  --kp-panel: light-dark(#ffffff, #1a1d21);
  --kp-line: light-dark(#dcdcd7, #33373d);
  --kp-soft: light-dark(#efefeb, #24282d);
  --kp-ink: light-dark(#1d2126, #e7e7e4);
  --kp-muted: light-dark(#5f656c, #969ca4);
  --kp-accent: light-dark(#1f5fbf, #7db0ff);
  --kp-on-accent: light-dark(#ffffff, #131518);
  --kp-here: light-dark(#e4eaf3, #1e2430);
  --kp-bad: light-dark(#b42318, #ff8a7a);
  --kp-warn: light-dark(#a05305, #f0b13c);
  --kp-key-0: light-dark(#0072b2, #56b4e9);
  --kp-key-1: light-dark(#d98a00, #f0b13c);
  --kp-key-2: light-dark(#009e73, #2fc79a);
  --kp-key-3: light-dark(#c2619b, #e59bc7);
  --kp-key-4: light-dark(#4a5a6a, #a9b6c4);
  --kp-key-5: light-dark(#d55e00, #ff8a4c);
  --kp-group-0: light-dark(#0b7a75, #4fd1c5);
  --kp-group-1: light-dark(#7a3fb8, #b794f6);
  --kp-group-2: light-dark(#5f6b00, #c3cf5a);
  --kp-group-3: light-dark(#3552b5, #93aefc);
  --kp-group-4: light-dark(#a32a6b, #f29ac4);
  --kp-group-5: light-dark(#2f6b1f, #9bd67e);
  --kp-mix: 16%;
  --kp-mix-dark: 24%;
  --kp-sans: system-ui, sans-serif;
  --kp-mono: ui-monospace, Menlo, Consolas, monospace;
}
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
`;
