// What part of the run is shown: a list of raids and faults, and buttons at the faults.
import { element } from "./dom.mjs";
import { formatMoment, formatShare } from "./format.mjs";
import { faultName, stretchAt, unixAt } from "./run.mjs";

/** Seconds shown before and behind a fault. */
const AROUND = 120;

/** A fault with what is around it, within its raid. */
export function rangeOfFault(data, { from, to }) {
    const stretch = stretchAt(data, from);
    return { from: Math.max(stretch.from, from - AROUND), to: Math.min(stretch.to, to + AROUND) };
}

/** What can be chosen: { label, group, from, to }. Stretches with a name are auctions. */
export function rangesOf(data) {
    const faults = data.faults.map((fault) => ({
        label: faultName(data, fault),
        group: "Faults",
        ...rangeOfFault(data, fault),
    }));
    const raids = data.stretches.map(({ from, to, unix, isQuiet, name }) => ({
        label: isQuiet ? "After the last raid" : (name ?? formatMoment(unix)),
        group: name === undefined ? "Raids" : "Auctions",
        from,
        to,
    }));
    return [...faults, ...raids.reverse()];
}

export function fillRangeControl({ select, reset, faultList }, { data, viewport }) {
    const ranges = rangesOf(data);
    const option = (label, value) => element("option", { value }, label);
    const whole = option("the whole run", "whole");
    const chosen = element("option", { value: "chosen", hidden: true }, "a part of it");
    const groups = [...new Set(ranges.map(({ group }) => group))].map((group) => {
        const options = ranges.map((range, index) => range.group === group && option(range.label, String(index)));
        return element("optgroup", { label: group }, ...options.filter(Boolean));
    });
    select.replaceChildren(whole, chosen, ...groups);
    const show = ({ from, to }) => viewport.show(from, to);
    select.addEventListener("change", () => {
        const { value } = select;
        if (value === "whole") viewport.reset();
        else show(ranges[Number(value)]);
        select.value = value;
    });
    reset.addEventListener("click", () => viewport.reset());
    viewport.onChange(() => {
        select.value = viewport.isWhole() ? "whole" : "chosen";
    });
    const buttons = data.faults.map((fault) => {
        const label = `${faultName(data, fault)}, ${formatMoment(unixAt(data, fault.from))}`;
        const button = element("button", { type: "button", title: "Show this moment" }, label);
        button.addEventListener("click", () => show(rangeOfFault(data, fault)));
        return element("li", {}, button);
    });
    const loss = `${formatShare(data.run.loss)} of all messages lost throughout, for each receiver on its own`;
    faultList.replaceChildren(...buttons, element("li", { className: "always" }, loss));
}
