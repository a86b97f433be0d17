/**
 * Whether the engine said no, in which case nothing is broken.
 * @param {unknown} error
 * @returns {error is Error & { code: string, column?: number, length?: number }}
 */
export function isRefusal(error) {
  return /** @type {any} */ (error)?.name === 'KafkaPlaygroundError';
}
