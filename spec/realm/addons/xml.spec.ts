import { parseXml } from "../../../realm/addons/xml";
import { messageOf } from "../support";

describe("parseXml", () => {
    it("gives scripts and includes in order, comments left out", () => {
        const text = `<?xml version="1.0"?><Ui><!-- <Script file="no.lua"/> --><Script file="a.lua"/>
            <Include file = "b.xml" /></Ui>`;
        assert.same(["a.lua", "b.xml"], parseXml(text, "lib.xml"));
    });

    it("raises on what the realm does not implement", () => {
        assert.not_nil(
            string.find(
                messageOf(() => parseXml('<Ui><Frame name="X"/></Ui>', "x.xml")),
                "<Frame",
                1,
                true,
            )[0],
        );
        messageOf(() => parseXml("<Ui><Script>print(1)</Script></Ui>", "x.xml"));
    });
});
