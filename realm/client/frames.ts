import { type Environment, type LuaFunction } from "../lua/types";
import { type EventHub } from "./event-hub";
import { BUTTON, CHECK_BUTTON } from "./widgets/button";
import { EDIT_BOX } from "./widgets/edit-box";
import { FRAME } from "./widgets/frame";
import { SLIDER, STATUS_BAR } from "./widgets/ranges";
import { SCROLL_FRAME } from "./widgets/scroll-frame";
import { GAME_TOOLTIP } from "./widgets/tooltip";
import { applyTemplates } from "./widgets/templates";
import { type Method, type Widget, type WidgetType, type WidgetWorld } from "./widgets/widget";

/** The frame types that CreateFrame makes, by their names. */
const FRAME_TYPES = new LuaTable<string, WidgetType | undefined>();
for (const frameType of [FRAME, BUTTON, CHECK_BUTTON, EDIT_BOX, SCROLL_FRAME, SLIDER, STATUS_BAR, GAME_TOOLTIP]) {
    FRAME_TYPES.set(frameType.name, frameType);
}

/**
 * The frames of one client, and the font strings and textures in them. A method that is not implemented is nil on the
 * frame, so that calling it raises.
 */
export class FrameFactory implements WidgetWorld {
    private readonly widgets = new LuaTable<object, Widget | undefined>();
    /** The metatable of the widgets of each type. */
    private readonly metatables = new LuaTable<WidgetType, LuaMetatable<object> | undefined>();

    constructor(
        readonly hub: EventHub,
        readonly environment: Environment,
        private readonly run: (
            this: void,
            name: string,
            script: LuaFunction,
            frame: object,
            first?: unknown,
            ...rest: unknown[]
        ) => void,
    ) {}

    /** CreateFrame(frameType [, name [, parent [, templates]]]). */
    create(frameType: unknown, name?: unknown, parent?: unknown, templates?: unknown): object {
        const found = FRAME_TYPES.get(frameType as string);
        if (found === undefined) return error(`CreateFrame: Unknown frame type '${tostring(frameType)}'`, 3);
        const above = this.find(parent);
        if (parent !== undefined && above === undefined) error("CreateFrame: Couldn't find frame parent", 3);
        const widget = this.make(found, name, above);
        applyTemplates(widget, templates);
        return widget.frame;
    }

    make(widgetType: WidgetType, name: unknown, parent: Widget | undefined): Widget {
        const frame = setmetatable({}, this.metatableOf(widgetType)) as object;
        const widget: Widget = {
            frame,
            world: this,
            type: widgetType,
            name: name === undefined ? undefined : tostring(name),
            parent,
            children: [],
            events: new LuaSet(),
            scripts: new LuaTable(),
            isShown: true,
            wasVisible: parent?.wasVisible ?? true,
            anchors: [],
            width: 0,
            height: 0,
            alpha: 1,
            text: "",
            textColor: [1, 1, 1, 1],
            isEnabled: true,
            isMovable: false,
            isMoving: false,
            isChecked: false,
            value: 0,
            minimum: 0,
            maximum: 0,
            step: 0,
            scroll: 0,
        };
        this.widgets.set(frame, widget);
        parent?.children.push(widget);
        if (widget.name !== undefined) this.environment.set(widget.name, frame);
        return widget;
    }

    find(frame: unknown): Widget | undefined {
        return frame === undefined ? undefined : this.widgets.get(frame as object);
    }

    runScript(name: string, script: LuaFunction, frame: object, first?: unknown, ...rest: unknown[]): void {
        this.run(name, script, frame, first, ...rest);
    }

    /** Made at the first widget of the type. */
    private metatableOf(widgetType: WidgetType): LuaMetatable<object> {
        const known = this.metatables.get(widgetType);
        if (known !== undefined) return known;
        const methods: Environment = new LuaTable();
        for (const [name, method] of pairs(widgetType.methods)) methods.set(name, this.bind(name, method));
        if (widgetType.base !== undefined) {
            setmetatable(methods, { __index: this.metatableOf(widgetType.base).__index } as object);
        }
        const metatable = { __index: methods } as unknown as LuaMetatable<object>;
        this.metatables.set(widgetType, metatable);
        return metatable;
    }

    /** A method as it stands on frames: called with the frame, by a colon. */
    private bind(name: string, method: Method): LuaFunction {
        return (frame: unknown, ...args: any[]): any => {
            const widget = this.find(frame);
            if (widget === undefined) error(`${name}(): call it with a colon on a frame, not on ${type(frame)}`, 2);
            return method(widget!, ...args);
        };
    }
}
