import { needText, needWidget, optionalText } from "./arguments";
import { FONT_STRING } from "./font-string";
import { FRAME } from "./frame";
import { type Widget, type WidgetType } from "./widget";

/** A font string of a line: `GameTooltipTextLeft1`, as addons read it. */
function part(widget: Widget, side: string, line: number): Widget {
    return widget.world.make(FONT_STRING, `${widget.name ?? ""}Text${side}${tostring(line)}`, widget);
}

/** Puts a line at the end. Font strings of lines that were cleared are used again. */
function addLine(widget: Widget, left: string, right: string): void {
    const lines = (widget.lines ??= []);
    const count = (widget.lineCount ?? 0) + 1;
    widget.lineCount = count;
    lines[count - 1] ??= [part(widget, "Left", count), part(widget, "Right", count)];
    const [leftPart, rightPart] = lines[count - 1];
    leftPart.text = left;
    rightPart.text = right;
}

function clear(widget: Widget): void {
    for (const [left, right] of widget.lines ?? []) {
        left.text = "";
        right.text = "";
    }
    widget.lineCount = 0;
}

export const GAME_TOOLTIP: WidgetType = {
    name: "GameTooltip",
    base: FRAME,
    scripts: ["OnTooltipCleared"],
    methods: {
        SetOwner: (widget, owner: unknown) => {
            widget.owner = needWidget(widget, "SetOwner", 1, owner);
            clear(widget);
        },
        GetOwner: (widget) => widget.owner?.frame,
        ClearLines: clear,
        SetText: (widget, text: unknown) => {
            clear(widget);
            addLine(widget, needText("SetText", 1, text), "");
        },
        AddLine: (widget, text?: unknown) => addLine(widget, optionalText("AddLine", 1, text), ""),
        AddDoubleLine: (widget, left: unknown, right: unknown) =>
            addLine(widget, needText("AddDoubleLine", 1, left), needText("AddDoubleLine", 2, right)),
        NumLines: (widget) => widget.lineCount ?? 0,
    },
};
