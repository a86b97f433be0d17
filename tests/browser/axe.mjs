// What axe finds in a page.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** axe itself, to be run in a page. */
export const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Brings axe into a page, also into one whose policy refuses scripts that are written into it. */
export async function addAxe(page) {
  await page.evaluate(`${readFileSync(AXE, 'utf8')}; undefined`);
}

/** What axe finds, in a line each; `leaving` is a selector of what is not looked at. */
export function violations(page, leaving = null) {
  return page.evaluate(async ([rules, leaving]) => {
    const { violations } = await window.axe.run(leaving ? { exclude: [leaving] } : document, {
      runOnly: { type: 'tag', values: rules }, rules: { 'target-size': { enabled: true }, 'focus-order-semantics': { enabled: true } },
        resultTypes: ['violations'], iframes: false, preload: false,
    });
    // Where a flag and a ring stand is what they say, and they may say the same; a seek has a form as well.
    const essential = (rule, node) => rule.id === 'target-size' && /data-flag|data-ring|commit:|position:|kp-flag|kp-ring/.test(node.html);
    // A separator that moves is a widget, whatever axe takes it for; a cell is an item of its lane, among which one goes by arrows.
    const widget = (rule, node) => rule.id === 'focus-order-semantics' && /role="separator"|data-cell/.test(node.html);
    return violations.flatMap((rule) => rule.nodes
      .filter((node) => !essential(rule, node) && !widget(rule, node))
      .map((node) => `${rule.id}: ${node.target.flat().join(' ')} ${node.failureSummary.replace(/\s+/g, ' ')}`));
  }, [RULES, leaving]);
}
