/** Where lessons are written. */
export const builder = () => import('../builder/open.js');
