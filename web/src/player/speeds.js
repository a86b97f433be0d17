/** How fast time may go, in parts of real time. */
export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16];
