/** What frames of some types can do beside what all can: text boxes and what scrolls. */

/** The methods of a frame type; the frame is the first argument, since addons call them with a colon. */
type Methods = Record<string, (this: void, frame: object, ...args: any[]) => unknown>;

function editBoxMethods(): Methods {
    /** Only one box of a client has the focus. */
    let focused: object | undefined;
    return {
        SetFocus: (box) => {
            focused = box;
        },
        ClearFocus: (box) => {
            if (focused === box) focused = undefined;
        },
        HasFocus: (box) => focused === box,
        // What they change shows on the screen alone.
        SetMultiLine: () => undefined,
        SetAutoFocus: () => undefined,
        HighlightText: () => undefined,
    };
}

function scrollFrameMethods(): Methods {
    const offsets = new LuaTable<object, number | undefined>();
    const children = new LuaTable<object, object | undefined>();
    return {
        SetScrollChild: (frame, child: object) => {
            children.set(frame, child);
        },
        GetScrollChild: (frame) => children.get(frame),
        SetVerticalScroll: (frame, offset: number) => {
            offsets.set(frame, offset);
        },
        GetVerticalScroll: (frame) => offsets.get(frame) ?? 0,
        // Nothing is laid out here, so that nothing is too long for its frame.
        GetVerticalScrollRange: () => 0,
    };
}

/** The methods of one client's frames by frame type. */
export function createTypeMethods(): Record<string, Methods> {
    return { EditBox: editBoxMethods(), ScrollFrame: scrollFrameMethods() };
}
