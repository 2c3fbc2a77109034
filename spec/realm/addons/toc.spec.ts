import { parseList, parseToc } from "../../../realm/addons/toc";

describe("parseToc", () => {
    it("tells fields, comments and files apart", () => {
        const toc = parseToc("## Interface: 11509, 120100\r\n#comment\n## X-Note : a: b\n\n  Libs\\a.lua \r\nb.xml");
        assert.equal("11509, 120100", toc.fields.get("Interface"));
        assert.equal("a: b", toc.fields.get("X-Note"));
        assert.same(["Libs\\a.lua", "b.xml"], toc.files);
    });

    it("splits lists at commas", () => {
        assert.same(["A", "B"], parseList("A, B"));
        assert.same([], parseList(undefined));
    });
});
