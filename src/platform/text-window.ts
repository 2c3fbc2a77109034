/** A window with a text that the player can mark and copy: what is printed to chat cannot be copied. */

import { withoutMarkup } from "./slash";

/** Size in the game's units, of which a screen is 768 high. */
const WIDTH = 600;
const HEIGHT = 400;
const MARGIN = 12;
/** What title and close button take at the top. */
const HEAD = 32;

/** How far one notch of the mouse wheel scrolls. */
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

    /** Shows a text, all of it marked: Ctrl+C copies it, Escape closes the window. */
    show(title: string, text: string): void {
        this.title.SetText(withoutMarkup(`${title} (Ctrl+C copies)`));
        this.box.SetText(withoutMarkup(text));
        this.frame.Show();
        this.box.SetFocus();
        this.box.HighlightText();
    }

    /** The box with the text, and around it what scrolls it. */
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
