/** All that a stage is drawn with at once, for who has no page that loads it late. */

import { shownOf } from '../figure/shown.js';
import { button, counts, memberCard } from '../stage/cards.js';
import * as flights from '../stage/flights.js';
import { keyTable } from '../stage/keys.js';
import { layoutOf, placeLane } from '../stage/layout.js';
import { picture } from '../stage/picture.js';
import { Rows } from '../stage/rows.js';
import { sceneOf } from '../stage/scene.js';
import { strip } from '../stage/strip.js';
import { place as tools } from '../stage/tools.js';
import { laneElement } from '../stage/tracks.js';

/** @type {import('./poster.js').Parts} */
export const parts = {
  sceneOf, shownOf, layoutOf, picture, flights, strip, keyTable, tools, rows: new Rows({ button, counts, memberCard, placeLane, laneElement }),
};
