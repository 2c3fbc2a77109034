// Counts between samples -> counts in bins of equal width.

/**
 * Spreads counts over `bins` equal bins of [from, to]: `counts[i]` happened between `at[i - 1]` and `at[i]`, evenly, and what
 * happened in no time at `at[i]`. What lies outside is left out.
 */
export function spread(at, counts, from, to, bins) {
    const width = (to - from) / bins;
    const result = new Array(bins).fill(0);
    for (let index = 0; index < at.length; index++) {
        const count = counts[index];
        if (count === 0 || at[index] < from) continue;
        const end = at[index];
        const start = index === 0 ? end : at[index - 1];
        if (start > to) break;
        if (end === start) {
            result[Math.min(bins - 1, Math.floor((end - from) / width))] += count;
            continue;
        }
        const first = Math.max(0, Math.floor((start - from) / width));
        const last = Math.min(bins - 1, Math.floor((end - from) / width));
        for (let bin = first; bin <= last; bin++) {
            const left = Math.max(start, from + bin * width);
            const right = Math.min(end, from + (bin + 1) * width);
            result[bin] += (count * Math.max(0, right - left)) / (end - start);
        }
    }
    return result;
}

/** Lists one upon the other: each plus all before it. */
export function stack(lists) {
    const sums = [];
    for (const list of lists) {
        const below = sums.at(-1);
        sums.push(below === undefined ? list : list.map((value, index) => value + below[index]));
    }
    return sums;
}
