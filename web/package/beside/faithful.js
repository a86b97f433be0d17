/** What the build knows of how faithful the engine is: two modules. */

import { others } from '../files/others.js';

export const resultsBeside = async () => (await others['conformance.json']()).default;
export const simplifiedBeside = async () => (await others['simplified.md']()).default;
