// Colours from the style sheet, as a canvas needs them.

/** What was looked up since the theme changed: charts ask for each of their rectangles. */
const known = new Map();

/** The value of a colour now: `color("--blue")`. */
export function color(name) {
    if (!known.has(name)) known.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
    return known.get(name);
}

/** Calls `body` whenever light and dark change places. */
export const onThemeChange = (body) =>
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
        known.clear();
        body();
    });

/** Colours of clients and callbacks; behind the last they start again, with another dash. */
const CYCLE = ["--blue", "--vermilion", "--green", "--purple", "--orange", "--sky"];
const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3], [14, 4], [4, 4], [1, 5]];

/** Line style number `index`: { stroke, dash }. */
export const lineStyle = (index) => ({
    stroke: color(CYCLE[index % CYCLE.length]),
    dash: DASHES[Math.floor(index / CYCLE.length) % DASHES.length],
});

const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** The font of axes and labels: for uPlot, which scales it, and in pixels of the screen. */
export const FONT = `12px ${FAMILY}`;
export const pixelFont = () => `${12 * devicePixelRatio}px ${FAMILY}`;
