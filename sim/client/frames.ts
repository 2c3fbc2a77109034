import { type Environment, type LuaFunction, define } from "../lua/types";
import { type EventHub, type FrameState } from "./event-hub";
import { createTypeMethods } from "./widgets";

/** The frame types that CreateFrame makes. */
const FRAME_TYPES = new LuaSet<string>();
for (const name of ["Frame", "Button", "EditBox", "ScrollFrame", "StatusBar", "CheckButton"]) FRAME_TYPES.add(name);

/** Script handlers that can be set. The realm runs OnEvent, OnUpdate, OnShow and OnHide; addons may call the others. */
const SCRIPT_TYPES = new LuaSet<string>();
for (const name of ["OnEvent", "OnUpdate", "OnShow", "OnHide", "OnClick", "OnEnter", "OnLeave", "OnLoad"]) {
    SCRIPT_TYPES.add(name);
}
for (const name of ["OnMouseWheel", "OnEscapePressed"]) SCRIPT_TYPES.add(name);

/** Layout says nothing to a simulation: these methods take anything and do nothing. */
const SILENT_METHODS = [
    "ClearAllPoints",
    "EnableMouse",
    "EnableMouseWheel",
    "RegisterForDrag",
    "SetAllPoints",
    "SetAlpha",
    "SetColorTexture",
    "SetFontObject",
    "SetFrameStrata",
    "SetHeight",
    "SetMovable",
    "SetPoint",
    "SetSize",
    "SetWidth",
];

/** A frame method: the frame is its first argument, since addons call it with a colon. */
type Method = (this: void, frame: object, ...args: any[]) => unknown;

/**
 * The frames of one client. A method that is not implemented is nil on the frame, so that calling it raises.
 */
export class FrameFactory {
    private readonly states = new LuaTable<object, FrameState>();
    /** Name, type, parent and text of each frame. */
    private readonly descriptions = new LuaTable<object, LuaTable<string, unknown>>();
    private readonly methods: Environment = new LuaTable();
    /** By frame type: the metatable of frames that have more methods than all have. */
    private readonly typeMetatables = new LuaTable<string, object | undefined>();

    constructor(
        private readonly hub: EventHub,
        private readonly runScript: (this: void, name: string, script: LuaFunction, frame: object) => void,
    ) {
        this.defineEvents();
        this.defineScripts();
        this.defineVisibility();
        this.defineText();
        for (const name of SILENT_METHODS) this.methods.set(name, () => undefined);
        for (const [frameType, methods] of pairs(createTypeMethods())) {
            const index = setmetatable(methods, { __index: this.methods } as object);
            this.typeMetatables.set(frameType, { __index: index });
        }
    }

    /** CreateFrame. The name, if any, is not yet a global. */
    create(frameType: string, name?: string, parent?: object): object {
        if (!FRAME_TYPES.has(frameType)) error(`CreateFrame: Unknown frame type '${tostring(frameType)}'`, 3);
        return this.make(frameType, name, parent);
    }

    private make(objectType: string, name: string | undefined, parent: object | undefined): object {
        const metatable = this.typeMetatables.get(objectType) ?? { __index: this.methods };
        const frame = setmetatable({}, metatable as object) as object;
        const description = new LuaTable<string, unknown>();
        description.set("name", name);
        description.set("type", objectType);
        description.set("parent", parent);
        this.descriptions.set(frame, description);
        this.states.set(frame, {
            frame,
            events: new LuaSet(),
            scripts: new LuaTable(),
            parent: parent === undefined ? undefined : this.states.get(parent),
            isShown: true,
        });
        return frame;
    }

    private addMethods(methods: Record<string, Method>): void {
        define(this.methods, methods);
    }

    private defineEvents(): void {
        const { hub, states } = this;
        this.addMethods({
            RegisterEvent: (frame, event: string) => hub.register(states.get(frame), event),
            UnregisterEvent: (frame, event: string) => hub.unregister(states.get(frame), event),
            UnregisterAllEvents: (frame) => {
                const state = states.get(frame);
                const names: string[] = [];
                for (const name of state.events) names.push(name);
                for (const name of names) hub.unregister(state, name);
            },
            IsEventRegistered: (frame, event: string) => states.get(frame).events.has(event),
        });
    }

    private defineScripts(): void {
        const { hub, states } = this;
        const checkType = (name: string): void => {
            if (!SCRIPT_TYPES.has(name)) error(`SetScript: Doesn't have a "${tostring(name)}" script`, 3);
        };
        const setScript = (frame: object, name: string, script?: LuaFunction): void => {
            const state = states.get(frame);
            state.scripts.set(name, script);
            if (name === "OnUpdate") hub.setUpdated(state, script !== undefined);
        };
        this.addMethods({
            SetScript: (frame, name: string, script?: LuaFunction) => {
                checkType(name);
                setScript(frame, name, script);
            },
            GetScript: (frame, name: string) => {
                checkType(name);
                return states.get(frame).scripts.get(name);
            },
            HasScript: (_, name: string) => SCRIPT_TYPES.has(name),
            HookScript: (frame, name: string, hook: LuaFunction) => {
                checkType(name);
                const original = states.get(frame).scripts.get(name);
                setScript(frame, name, (...args: unknown[]) => {
                    if (original !== undefined) original(...args);
                    hook(...args);
                });
            },
        });
    }

    private defineVisibility(): void {
        const { hub, states, descriptions, runScript } = this;
        const setShown = (frame: object, isShown: boolean): void => {
            const state = states.get(frame);
            if (state.isShown === isShown) return;
            state.isShown = isShown;
            const name = isShown ? "OnShow" : "OnHide";
            const script = state.scripts.get(name);
            if (script !== undefined) runScript(name, script, frame);
            hub.wake();
        };
        this.addMethods({
            Show: (frame) => setShown(frame, true),
            Hide: (frame) => setShown(frame, false),
            SetShown: (frame, isShown?: boolean) => setShown(frame, isShown === true),
            IsShown: (frame) => states.get(frame).isShown,
            IsVisible: (frame) => {
                let state: FrameState | undefined = states.get(frame);
                while (state !== undefined && state.isShown) state = state.parent;
                return state === undefined;
            },
            GetName: (frame) => descriptions.get(frame).get("name"),
            GetObjectType: (frame) => descriptions.get(frame).get("type"),
            GetParent: (frame) => descriptions.get(frame).get("parent"),
        });
    }

    private defineText(): void {
        const descriptions = this.descriptions;
        this.addMethods({
            SetText: (frame, text?: string) => descriptions.get(frame).set("text", text),
            GetText: (frame) => descriptions.get(frame).get("text"),
            CreateFontString: (frame, name?: string) => this.make("FontString", name, frame),
            CreateTexture: (frame, name?: string) => this.make("Texture", name, frame),
        });
    }
}
