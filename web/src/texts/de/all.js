/**
 * The page in German. Kafka's own words (topic, partition, offset, committed,
 * lag, ...), its settings, states and commands stay as they are; whoever reads
 * is called "du".
 */

import { damage } from './damage.js';
import { figure } from './figure.js';
import { header } from './header.js';
import { stage } from './stage.js';

export const tables = { damage, figure, header, stage };
