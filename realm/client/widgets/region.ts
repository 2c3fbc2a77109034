import { isVisible } from "../event-hub";
import { checkTexts, needNumber, needWidget } from "./arguments";
import { type Anchor, type Widget, type WidgetType, hasScript, isType, setShown } from "./widget";

const POINTS = new LuaSet<string>();
for (const vertical of ["TOP", "", "BOTTOM"]) {
    for (const horizontal of ["LEFT", "", "RIGHT"]) POINTS.add(vertical + horizontal);
}
POINTS.delete("");
POINTS.add("CENTER");

function needPoint(value: unknown): string {
    if (type(value) !== "string" || !POINTS.has(string.upper(value as string))) {
        error(`SetPoint(): Unknown region point (${tostring(value)})`, 4);
    }
    return string.upper(value as string);
}

/** SetPoint(point [, relativeTo [, relativePoint]] [, x, y]). */
function readAnchor(widget: Widget, point: unknown, rest: unknown[], count: number): Anchor {
    const ownPoint = needPoint(point);
    let index = 0;
    let relativeTo = widget.parent;
    let relativePoint = ownPoint;
    // The game tells what was left out by the types, as long as nothing was.
    if (count > 0 && type(rest[0]) !== "number") {
        if (rest[0] !== undefined) relativeTo = needWidget(widget, "SetPoint", 2, rest[0]);
        else relativeTo = undefined;
        index = 1;
        if (count > 1 && type(rest[1]) !== "number") {
            relativePoint = needPoint(rest[1]);
            index = 2;
        }
    }
    if (relativeTo === widget) error("SetPoint(): trying to anchor to itself", 4);
    if (count <= index) return { point: ownPoint, relativeTo, relativePoint, x: 0, y: 0 };
    const x = needNumber("SetPoint", index + 2, rest[index]);
    const y = needNumber("SetPoint", index + 3, rest[index + 1]);
    return { point: ownPoint, relativeTo, relativePoint, x, y };
}

function setAnchor(widget: Widget, anchor: Anchor): void {
    widget.anchors = widget.anchors.filter((other) => other.point !== anchor.point);
    widget.anchors.push(anchor);
}

/** What everything on the screen has in common. No layout is computed: sizes are those that were set. */
export const REGION: WidgetType = {
    name: "Region",
    scripts: ["OnShow", "OnHide", "OnEnter", "OnLeave", "OnMouseDown", "OnMouseUp"],
    methods: {
        GetName: (widget) => widget.name,
        GetObjectType: (widget) => widget.type.name,
        IsObjectType: (widget, name: string) => isType(widget.type, name),
        GetParent: (widget) => widget.parent?.frame,
        HasScript: (widget, name: unknown) => hasScript(widget.type, name),

        Show: (widget) => setShown(widget, true),
        Hide: (widget) => setShown(widget, false),
        SetShown: (widget, isShown: unknown) => setShown(widget, isShown !== undefined && isShown !== false),
        IsShown: (widget) => widget.isShown,
        IsVisible: (widget) => isVisible(widget),
        SetAlpha: (widget, alpha: unknown) => {
            widget.alpha = needNumber("SetAlpha", 1, alpha);
        },
        GetAlpha: (widget) => widget.alpha,

        SetPoint: (widget, point: unknown, ...rest: unknown[]) =>
            setAnchor(widget, readAnchor(widget, point, rest, select("#", ...rest))),
        SetAllPoints: (widget, other?: unknown) => {
            const relativeTo = other === undefined ? widget.parent : needWidget(widget, "SetAllPoints", 1, other);
            widget.anchors = ["TOPLEFT", "BOTTOMRIGHT"].map((point) => ({
                point,
                relativeTo,
                relativePoint: point,
                x: 0,
                y: 0,
            }));
        },
        ClearAllPoints: (widget) => {
            widget.anchors = [];
        },
        GetNumPoints: (widget) => widget.anchors.length,
        GetPoint: (widget, index?: number): LuaMultiReturn<[string?, object?, string?, number?, number?]> => {
            const anchor = widget.anchors[(index ?? 1) - 1] as Anchor | undefined;
            if (anchor === undefined) return $multi();
            return $multi(anchor.point, anchor.relativeTo?.frame, anchor.relativePoint, anchor.x, anchor.y);
        },

        SetSize: (widget, width: unknown, height: unknown) => {
            widget.width = needNumber("SetSize", 1, width);
            widget.height = needNumber("SetSize", 2, height);
        },
        SetWidth: (widget, width: unknown) => {
            widget.width = needNumber("SetWidth", 1, width);
        },
        SetHeight: (widget, height: unknown) => {
            widget.height = needNumber("SetHeight", 1, height);
        },
        GetWidth: (widget) => widget.width,
        GetHeight: (widget) => widget.height,
        GetSize: (widget): LuaMultiReturn<[number, number]> => $multi(widget.width, widget.height),

        SetDrawLayer: (_, layer: unknown) => checkTexts("SetDrawLayer", layer),
    },
};
