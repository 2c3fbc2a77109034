import { needNumber, needWidget } from "./arguments";
import { FRAME } from "./frame";
import { type WidgetType, runScript } from "./widget";

export const SCROLL_FRAME: WidgetType = {
    name: "ScrollFrame",
    base: FRAME,
    scripts: ["OnVerticalScroll", "OnScrollRangeChanged"],
    methods: {
        SetScrollChild: (widget, child: unknown) => {
            widget.scrollChild = needWidget(widget, "SetScrollChild", 1, child);
        },
        GetScrollChild: (widget) => widget.scrollChild?.frame,
        SetVerticalScroll: (widget, offset: unknown) => {
            const wanted = needNumber("SetVerticalScroll", 1, offset);
            if (wanted === widget.scroll) return;
            widget.scroll = wanted;
            runScript(widget, "OnVerticalScroll", wanted);
        },
        GetVerticalScroll: (widget) => widget.scroll,
    },
};
