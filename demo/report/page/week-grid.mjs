// Client by week, coloured by how it stands to the final log; a slider and small pictures of some moments go through time.
import { element } from "./dom.mjs";
import { formatCount, formatDay, formatMoment, formatWeek } from "./format.mjs";
import { unixAt } from "./run.mjs";
import { color, onThemeChange } from "./theme.mjs";
import { createWeekStates, STATES } from "./week-states.mjs";

/** With more weeks than this, cells have no text. */
const WIDE = 12;
/** Pictures of moments. */
const PICTURES = 8;
const PICTURE_WIDTH = 88;
const PICTURE_HEIGHT = 54;

const COLORS = { equal: "--blue", current: "--sky", behind: "--orange", none: "--stripe" };

const cellText = ({ state, held, existing }) => {
    if (state === "none") return "";
    return state === "behind" ? `−${formatCount(existing - held)}` : formatCount(held);
};

/** Some samples from the first raid to the end: of raids that are as far apart as may be the last, and those of the quiet phase. */
export function pictureSamples({ at, stretches }) {
    const raids = stretches.slice(0, -1).map(({ to }) => at.indexOf(to));
    const count = PICTURES - 2;
    const picked = Array.from(
        { length: count },
        (_, index) => raids[Math.floor(((index + 1) * raids.length) / count) - 1],
    );
    const all = [...picked, at.indexOf(stretches.at(-1).from), at.length - 1];
    return [...new Set(all)].filter((sample) => sample !== undefined);
}

function captionOf(data, sample) {
    const { at, stretches } = data;
    if (sample === at.length - 1) return "the end";
    return at[sample] === stretches.at(-1).from ? "last raid over" : formatDay(unixAt(data, at[sample]));
}

function drawPicture(canvas, states, sample) {
    const weeks = states.numbers.length;
    const ratio = devicePixelRatio;
    canvas.width = PICTURE_WIDTH * ratio;
    canvas.height = PICTURE_HEIGHT * ratio;
    canvas.style.width = `${PICTURE_WIDTH}px`;
    canvas.style.height = `${PICTURE_HEIGHT}px`;
    const ctx = canvas.getContext("2d");
    const width = canvas.width / weeks;
    const height = canvas.height / states.clients.length;
    states.clients.forEach((_, client) => {
        for (let week = 0; week < weeks; week++) {
            ctx.fillStyle = color(COLORS[states.cellAt(sample, client, week).state]);
            ctx.fillRect(week * width, client * height, Math.max(1, width - 1), Math.max(1, height - 1));
        }
    });
}

/** A table whose cells can be set: `show(sample)`. */
function createGrid(table, states, isDense) {
    const head = states.numbers.map((number) => element("th", { scope: "col" }, isDense ? "" : formatWeek(number)));
    const first = isDense
        ? `weeks from ${formatWeek(states.numbers[0])} to ${formatWeek(states.numbers.at(-1))}`
        : "week of";
    const corner = element("th", { scope: "col" }, isDense ? "" : first);
    const rows = states.clients.map(({ name }) => {
        const cells = states.numbers.map(() => element("td"));
        return { cells, row: element("tr", {}, element("th", { scope: "row" }, name), ...cells) };
    });
    const caption = element(
        "caption",
        { className: isDense ? "" : "hidden" },
        isDense ? first : "Events of each client by week",
    );
    const headRow = element("tr", {}, corner, ...head);
    table.replaceChildren(caption, element("thead", {}, headRow), element("tbody", {}, ...rows.map(({ row }) => row)));
    table.classList.toggle("dense", isDense);
    return (sample) => {
        rows.forEach(({ cells }, client) => {
            cells.forEach((td, week) => {
                const cell = states.cellAt(sample, client, week);
                td.className = `state-${cell.state}`;
                td.title = `${states.clients[client].name}, week of ${formatWeek(states.numbers[week])}: ${STATES[cell.state]}; ${cell.held} of ${cell.existing} events, ${cell.final} in the end`;
                if (!isDense) td.textContent = cellText(cell);
            });
        });
    };
}

export function mountWeekGrid({ table, slider, moment, pictures, key }, { data }) {
    const states = createWeekStates(data.weeks, data.result.clients, data.at.length);
    const showGrid = createGrid(table, states, states.numbers.length > WIDE);
    const samples = pictureSamples(data);
    const nameOf = (sample) => formatMoment(unixAt(data, data.at[sample]));
    const buttons = samples.map((sample) => {
        const canvas = element("canvas");
        const button = element("button", { type: "button" }, canvas, captionOf(data, sample));
        button.addEventListener("click", () => show(sample));
        return { button, canvas, sample };
    });
    const show = (sample) => {
        slider.value = String(sample);
        const name = nameOf(sample);
        moment.textContent = name;
        slider.setAttribute("aria-valuetext", name);
        showGrid(sample);
        for (const picture of buttons) picture.button.setAttribute("aria-pressed", String(picture.sample === sample));
    };
    const drawPictures = () => {
        for (const { canvas, sample } of buttons) drawPicture(canvas, states, sample);
    };
    slider.max = String(data.at.length - 1);
    slider.addEventListener("input", () => show(Number(slider.value)));
    pictures.replaceChildren(...buttons.map(({ button }) => button));
    key.replaceChildren(
        ...Object.entries(STATES).map(([state, text]) => {
            return element("li", {}, element("span", { className: `swatch state-${state}` }), text);
        }),
    );
    drawPictures();
    onThemeChange(drawPictures);
    show(data.at.length - 1);
}
