/** A window with a text that the player can select and copy. Text in the chat window cannot be copied. */

import { withoutMarkup } from "./slash";

/** Size in the game's units. The screen is 768 units high. */
const WIDTH = 600;
const HEIGHT = 400;
const MARGIN = 12;
/** Height of title and close button. */
const HEAD = 32;

/** Distance that one notch of the mouse wheel scrolls. */
const SCROLL_STEP = 40;

const BACKGROUND = [0, 0, 0, 0.9] as const;

export class TextWindow {
    private readonly frame: WindowFrame;
    private readonly title: FontString;
    private readonly box: EditBox;

    constructor() {
        const frame = createFrame("Frame", undefined, UIParent);
        this.frame = frame;
        frame.Hide();
        frame.SetSize(WIDTH, HEIGHT);
        frame.SetPoint("CENTER");
        frame.SetFrameStrata("DIALOG");
        frame.EnableMouse(true);
        const background = frame.CreateTexture(undefined, "BACKGROUND");
        background.SetAllPoints();
        background.SetColorTexture(...BACKGROUND);
        this.title = frame.CreateFontString(undefined, "OVERLAY", "GameFontNormal");
        this.title.SetPoint("TOPLEFT", MARGIN, -MARGIN);
        const close = createFrame("Button", undefined, frame, "UIPanelCloseButton");
        close.SetPoint("TOPRIGHT");
        close.SetScript("OnClick", () => frame.Hide());
        this.box = this.createBox();
    }

    /** Shows a text with all of it selected. Ctrl+C copies it, and Escape closes the window. */
    show(title: string, text: string): void {
        this.title.SetText(withoutMarkup(`${title} (Ctrl+C copies)`));
        this.box.SetText(withoutMarkup(text));
        this.frame.Show();
        this.box.SetFocus();
        this.box.HighlightText();
    }

    /** Creates the text box and the frame that scrolls it. */
    private createBox(): EditBox {
        const { frame } = this;
        const scroll = createFrame("ScrollFrame", undefined, frame);
        scroll.SetPoint("TOPLEFT", MARGIN, -HEAD);
        scroll.SetPoint("BOTTOMRIGHT", -MARGIN, MARGIN);
        scroll.EnableMouseWheel(true);
        scroll.SetScript("OnMouseWheel", (_frame: unknown, notches: number) => {
            const place = scroll.GetVerticalScroll() - notches * SCROLL_STEP;
            scroll.SetVerticalScroll(math.max(0, math.min(place, scroll.GetVerticalScrollRange())));
        });
        const box = createFrame("EditBox", undefined, scroll);
        box.SetMultiLine(true);
        box.SetAutoFocus(false);
        box.SetFontObject(ChatFontNormal);
        box.SetWidth(WIDTH - 2 * MARGIN);
        box.SetScript("OnEscapePressed", () => frame.Hide());
        scroll.SetScrollChild(box);
        return box;
    }
}
