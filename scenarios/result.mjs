// What the seeds of a scenario came to, as text.

const number = (value) => value.toLocaleString("en", { maximumFractionDigits: 1 });

const measures = ({ messages, bytes, seconds }) =>
    `${number(messages)} messages, ${number(bytes)} bytes, ${number(seconds)} s`;

/** The middle one, or the mean of the two in the middle. */
export function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted.length / 2;
    return Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
}

/** One line about a seed. */
export function line(outcome) {
    return `seed ${outcome.seed}: ${measures(outcome)}, ${outcome.isEqual ? "equal" : "NOT EQUAL"}`;
}

/** The line below all seeds. */
export function summary(outcomes) {
    const of = (key) => median(outcomes.map((outcome) => outcome[key]));
    const medians = measures({ messages: of("messages"), bytes: of("bytes"), seconds: of("seconds") });
    const unequal = outcomes.filter(({ isEqual }) => !isEqual).map(({ seed }) => seed);
    const verdict = unequal.length === 0 ? "all equal" : `NOT EQUAL with seed ${unequal.join(", ")}`;
    return `medians: ${medians}; ${verdict}`;
}
