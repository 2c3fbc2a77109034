-- What players type: /lel and its sub-commands, on a ledger in a guild.

local stage = dofile("spec/addon/stage.lua")

-- Keeps the box that a window is made with: nothing of the library's is a global.
local WATCH = {
    name = "Watch",
    source = [[
        local create = CreateFrame
        function CreateFrame(kind, ...)
            local frame = create(kind, ...)
            if kind == "EditBox" then
                Box = frame
            end
            return frame
        end
    ]],
}

describe("/lel", function()
    local realm, anna, bert

    before_each(function()
        realm = stage.createRealm({ seed = 41 })
        anna = stage.addPlayer(realm, "Anna", stage.MASTER, { addons = { WATCH, stage.SIMPLE_DKP } })
        bert = stage.addPlayer(realm, "Bert", stage.OFFICER)
        stage.login(anna, bert)
        realm:advance(10)
        stage.award(anna, bert, 5, "one")
        stage.award(bert, anna, 7, "two")
        realm:advance(60)
    end)

    -- What a line typed by Anna prints.
    local function run(line)
        local before = #anna.chat
        anna:slash(line)
        return table.concat(anna.chat, "\n", before + 1)
    end

    it("explains how the ledger stands", function()
        assert.equal("SimpleDKP: In step: 2 events, as far as 1 peer that may answer can tell.", run("/lel status"))
        assert.equal(run("/lel status"), run("/LEL STATUS simple"))
        anna:setLockdown(true)
        stage.award(anna, bert, 1, "in a fight")
        realm:advance(5)
        assert.is_truthy(string.find(run("/lel status"), "held by a lockdown (encounter); what waits", 1, true))
    end)

    it("lists peers and messages", function()
        assert.is_truthy(string.find(run("/lel peers"), "^SimpleDKP: Bert%-Realm: heard %d+ s ago, may answer"))
        assert.is_truthy(string.find(run("/lel trace 50"), "out, %d+ bytes: events: 1 of week %d+"))
        local _, breaks = string.gsub(run("/lel trace 2"), "\n", "")
        assert.equal(1, breaks)
    end)

    it("verifies", function()
        run("/lel verify")
        realm:advance(5)
        assert.equal("SimpleDKP: the state is what the log leads to.", stage.lastChat(anna))
    end)

    it("shows a text to copy, which names neither players nor the guild", function()
        assert.equal("", run("/lel export"))
        local text = stage.evaluate(anna, "Box:GetText()")
        assert.is_true(stage.evaluate(anna, "Box:HasFocus() and Box:IsVisible()"))
        assert.is_truthy(string.find(text, "^LibEventLedger %S+, ledger SimpleDKP\ngame: version "))
        assert.is_truthy(string.find(text, "\nplayer 1: heard ", 1, true))
        for _, name in ipairs({ "Anna", "Bert", "Guild" }) do
            assert.is_nil(string.find(text, name, 1, true), name .. " is in " .. text)
        end
        anna:run("Box:GetScript('OnEscapePressed')(Box)")
        assert.is_false(stage.evaluate(anna, "Box:IsVisible()"))
        local box = stage.evaluate(anna, "Box")
        run("/lel export")
        assert.equal(box, stage.evaluate(anna, "Box"))
        assert.is_true(stage.evaluate(anna, "Box:IsVisible()"))
        assert.same({}, realm.errors)
    end)
end)
