/**
 * The page in German. Kafka's own words (topic, partition, offset, committed,
 * lag, ...), its settings, states and commands stay as they are; whoever reads
 * is called "du".
 *
 * The words of where lessons are written are not among them: few read them, and
 * they come with it (`builder/open.js`).
 */

import { code } from './code.js';
import { compare } from './compare.js';
import { damage } from './damage.js';
import { diagnosis } from './diagnosis.js';
import { dialogs } from './dialogs.js';
import { drawer } from './drawer.js';
import { engine } from './engine.js';
import { errand } from './errand.js';
import { faithful } from './faithful.js';
import { figure } from './figure.js';
import { forms } from './forms.js';
import { header } from './header.js';
import { help } from './help.js';
import { inspector } from './inspector.js';
import { journal } from './journal.js';
import { keys } from './keys.js';
import { kit } from './kit.js';
import { lent } from './lent.js';
import { lessons } from './lessons.js';
import { link } from './link.js';
import { manual } from './manual.js';
import { mishaps } from './mishaps.js';
import { narrator } from './narrator.js';
import { opening } from './opening.js';
import { poster } from './poster.js';
import { rows } from './rows.js';
import { scenes } from './scenes.js';
import { share } from './share.js';
import { skip } from './skip.js';
import { slips } from './slips.js';
import { stage } from './stage.js';
import { strip } from './strip.js';
import { terminal } from './terminal.js';
import { time } from './time.js';
import { trees } from './trees.js';
import { twin } from './twin.js';
import { watch } from './watch.js';
import { whatif } from './whatif.js';
import { why } from './why.js';

export const tables = {
  code, compare, damage, diagnosis, dialogs, drawer, engine, errand, faithful, figure, forms, header, help,
  inspector, journal, keys, kit, lent, lessons, link, manual, mishaps, narrator, opening, poster, rows, scenes,
  share, skip, slips, stage, strip, terminal, time, trees, twin, watch, whatif, why,
};
