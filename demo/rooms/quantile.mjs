/** The smallest of ascending numbers that `share` of them are not above; undefined when there are none. */
export const quantile = (ascending, share) => ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)];
