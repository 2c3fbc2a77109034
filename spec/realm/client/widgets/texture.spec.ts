import { addRunner, createGuildRealm, messageOf } from "../../support";

describe("a texture", () => {
    it("takes files and colours", () => {
        const client = addRunner(createGuildRealm(), "T = CreateFrame('Frame'):CreateTexture(nil, 'BACKGROUND')");
        client.run("T:SetTexture('Interface/Icons/Some') T:SetTexture(12345) T:SetTexture(nil) T:SetAllPoints()");
        client.run("T:SetColorTexture(0, 0, 0, 0.5) T:SetTexCoord(0, 1, 0, 1)");
        messageOf(() => client.run("T:SetColorTexture('red')"));
        messageOf(() => client.run("T:SetTexture({})"));
        messageOf(() => client.run("T:SetTexCoord(0, 1)"));
        messageOf(() => client.run("T:SetText('no')"));
    });
});
