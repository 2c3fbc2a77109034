import { addRunner, createGuildRealm, evaluate, messageOf } from "../../support";

describe("templates", () => {
    it("bring their parts and methods", () => {
        const client = addRunner(
            createGuildRealm(),
            "F = CreateFrame('Frame', nil, UIParent, 'BasicFrameTemplateWithInset, BackdropTemplate')",
        );
        client.run("F:SetBackdrop({}) F:SetBackdropColor(0, 0, 0) F.TitleText:SetText('x')");
        messageOf(() => client.run("F:SetBackdropBorderColor('red')"));
        client.run("F.CloseButton:Click()");
        assert.is_false(evaluate(client, "F:IsShown()"));
        client.run("F:Show() CreateFrame('Button', nil, F, 'UIPanelCloseButton'):Click()");
        assert.is_false(evaluate(client, "F:IsShown()"));
    });

    it("must be known and of the frame's type", () => {
        const client = addRunner(createGuildRealm(), "");
        messageOf(() => client.run("CreateFrame('Frame', nil, UIParent, 'NoSuchTemplate')"));
        messageOf(() => client.run("CreateFrame('Frame', nil, UIParent, 'UIPanelButtonTemplate')"));
        messageOf(() => client.run("CreateFrame('Frame', nil, UIParent, 7)"));
        messageOf(() => client.run("CreateFrame('Frame', nil, {})"));
        messageOf(() => client.run("CreateFrame('Frame'):SetBackdrop({})"));
        client.run("CreateFrame('CheckButton', nil, UIParent, 'UIPanelButtonTemplate')");
    });
});
