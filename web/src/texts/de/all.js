/**
 * The page in German. Kafka's own words (topic, partition, offset, committed,
 * lag, ...), its settings, states and commands stay as they are; whoever reads
 * is called "du".
 */

import { damage } from './damage.js';
import { dialogs } from './dialogs.js';
import { drawer } from './drawer.js';
import { errand } from './errand.js';
import { faithful } from './faithful.js';
import { figure } from './figure.js';
import { forms } from './forms.js';
import { header } from './header.js';
import { help } from './help.js';
import { inspector } from './inspector.js';
import { journal } from './journal.js';
import { lent } from './lent.js';
import { link } from './link.js';
import { manual } from './manual.js';
import { mishaps } from './mishaps.js';
import { narrator } from './narrator.js';
import { opening } from './opening.js';
import { rest } from './rest.js';
import { share } from './share.js';
import { skip } from './skip.js';
import { stage } from './stage.js';
import { terminal } from './terminal.js';
import { time } from './time.js';
import { watch } from './watch.js';
import { why } from './why.js';

export const tables = { damage, dialogs, drawer, errand, faithful, figure, forms, header, help, inspector, journal, lent, link, manual, mishaps, narrator, opening, rest, share, skip, stage, terminal, time, watch, why };
