-- examples/Auction as a raid uses it.

local stage = dofile("spec/addon/stage.lua")

local AUCTION = { toc = "examples/Auction/Auction.toc", externals = { ["Libs/LibEventLedger"] = "dist" } }

local LINK = "|cffff8000|Hitem:19019::::::::60:::::|h[Thunderfury, Blessed Blade of the Windseeker]|h|r"
local OTHER = "|cffa335ee|Hitem:17182::::::::60:::::|h[Sulfuras, Hand of Ragnaros]|h|r"

-- What the window shows: the lines above the list, and a line for each bidder with bars between.
local WINDOW = [[
    local lines = { AuctionWindow.item, AuctionWindow.status, AuctionWindow.leader }
    for index, text in ipairs(lines) do lines[index] = text:GetText() or "" end
    for _, row in ipairs(AuctionWindow.rows) do
        if row:IsVisible() then
            lines[#lines + 1] = (row.name:GetText() or "") .. "|" .. (row.amount:GetText() or "")
        end
    end
    return table.concat(lines, "\n")
]]

describe("Auction", function()
    local realm, seed, leader, second, everybody
    -- Those without rank, by name.
    local raiders

    local function add(name, rank)
        local client = stage.addPlayer(realm, name, rank, { addons = { AUCTION } })
        everybody[#everybody + 1] = client
        return client
    end

    -- A raid of a leader, an officer who assists, a master and some raiders, who all have 100 points and the window open.
    local function createRaid(options)
        realm, seed, everybody, raiders = stage.createRealm(options), options.seed, {}, {}
        leader, second = add("Leader", stage.OFFICER), add("Second", stage.OFFICER)
        add("Master", stage.MASTER)
        for _, name in ipairs({ "Anna", "Bert", "Cora", "Dora" }) do
            raiders[name] = add(name, stage.RAIDER)
        end
        stage.login(unpack(everybody))
        realm:advance(8)
        realm:setRaid(everybody)
        realm:setAssistant(second)
        realm:advance(10)
        leader:slash("/auction award raid 100 Molten Core || on |cff00ff00time|r")
        for _, client in ipairs(everybody) do
            client:slash("/auction")
        end
        realm:advance(5)
    end

    local function window(client)
        return (client:run(WINDOW))
    end

    local function points(client)
        return stage.evaluate(leader, string.format("Auction.Ledger.standing(%q)", client.guid))
    end

    local function areEqual(clients)
        for _, client in ipairs(clients) do
            if window(client) ~= window(clients[1]) then
                return false
            end
        end
        return true
    end

    -- Until the windows of all, or of these clients, show a text.
    local function awaitAll(text, seconds, clients)
        clients = clients or everybody
        local isShown = realm:advanceUntil(function()
            return areEqual(clients) and string.find(window(clients[1]), text, 1, true) ~= nil
        end, seconds, 0.5)
        if not isShown then
            local lines = {}
            for _, client in ipairs(clients) do
                lines[#lines + 1] = client.name .. ":\n" .. window(client) .. "\n" .. table.concat(client.chat, "\n")
            end
            error(string.format("seed %d: %q expected, got\n%s", seed, text, table.concat(lines, "\n")))
        end
    end

    local function remove(client)
        for index, other in ipairs(everybody) do
            if other == client then
                return table.remove(everybody, index)
            end
        end
    end

    -- Puts something up, and waits until all show it.
    local function start(arguments, auctioneer)
        auctioneer = auctioneer or leader
        auctioneer:slash("/auction start " .. arguments)
        local ending, item = string.match(arguments, "^(%S+) %d+ (.+)$")
        awaitAll(item .. "\n" .. (ending == "council" and "0 of" or ""), 30)
        assert.matches(ending == "council" and "votes to end it" or "s left", window(auctioneer))
    end

    after_each(function()
        local first = realm.errors[1]
        assert.is_nil(first and first.message .. "\n" .. first.stack)
    end)

    it("goes from the item to the one who bid most and can pay", function()
        createRaid({ seed = 1 })
        start("30 10 " .. LINK)
        assert.equal("Auction: " .. LINK .. " is up, from 10 points, 30 s: /auction bid <points>", stage.lastChat(raiders.Anna))
        raiders.Anna:slash("/auction bid 40")
        raiders.Bert:run("AuctionWindow.amount:SetText('60') AuctionWindow.bid:Click()")
        raiders.Cora:slash("/auction bid 170")
        raiders.Dora:slash("/auction bid 5")
        assert.equal("Auction: you bid 170 and have 100: the bid does not count", stage.lastChat(raiders.Cora))
        assert.equal("Auction: " .. LINK .. " starts at 10", stage.lastChat(raiders.Dora))
        realm:advance(4)
        assert.is_true(areEqual(everybody))
        assert.matches("^" .. LINK:gsub("%p", "%%%0") .. "\n%d+ s left\nauctioneer: Leader\n"
            .. "Cora|170 %(too few points%)\nBert|60\nAnna|40$", window(raiders.Dora))
        awaitAll("goes to Bert for 60 points", 60)
        assert.equal(40, points(raiders.Bert))
        assert.equal(100, points(raiders.Anna))
        assert.equal("Auction: " .. LINK .. " goes to Bert for 60 points", stage.lastChat(raiders.Dora))
        raiders.Dora:slash("/auction bid 50")
        assert.equal("Auction: nothing is up", stage.lastChat(raiders.Dora))
        second:slash("/auction log")
        assert.equal("Auction: " .. LINK .. " to Bert for 60", stage.lastChat(second))
        second:slash("/auction award Bert 5 " .. LINK .. " || 50% off")
        assert.equal("Auction: 5 points to Bert: " .. LINK .. " || 50% off", stage.lastChat(second))
        realm:advance(2)
        raiders.Anna:slash("/auction points")
        assert.equal("Auction: Bert 45", stage.lastChat(raiders.Anna))
        raiders.Anna:slash("/auction award Anna 5")
        assert.equal("Auction: not awarded: only the council may do that", stage.lastChat(raiders.Anna))
    end)

    it("is led by whoever leads the raid or assists, one at a time", function()
        createRaid({ seed = 2 })
        raiders.Anna:slash("/auction start 30 10 " .. LINK)
        realm:advance(5)
        assert.equal("Auction: not done: only who leads the raid or assists may do that", stage.lastChat(raiders.Anna))
        start("60 10 " .. LINK, second)
        assert.equal("Auction: " .. LINK .. " is up, from 10 points, 60 s: /auction bid <points>", stage.lastChat(raiders.Bert))
        leader:slash("/auction cancel")
        realm:advance(5)
        assert.equal("Auction: not done: somebody else is the auctioneer", stage.lastChat(leader))
        second:run("AuctionWindow.cancel:Click()")
        awaitAll(LINK .. "\ncancelled\nauctioneer: Second", 10)
        second:slash("/auction yield")
        realm:advance(5)
        leader:slash("/auction start 60 10 " .. OTHER)
        awaitAll(OTHER, 10)
        assert.matches("auctioneer: Leader", window(second))
    end)

    it("ends by the council, when most of its officers are for it", function()
        createRaid({ seed = 3, loss = 0.05 })
        start("council 10 " .. LINK)
        raiders.Anna:slash("/auction bid 50")
        realm:advance(5)
        raiders.Anna:slash("/auction close")
        assert.equal("Auction: only the council ends this auction", stage.lastChat(raiders.Anna))
        assert.is_false(stage.evaluate(raiders.Anna, "AuctionWindow.close:IsEnabled()"))
        second:run("AuctionWindow.close:Click()")
        awaitAll("1 of 2 votes to end it", 10)
        second:slash("/auction close")
        assert.equal("Auction: you have voted", stage.lastChat(second))
        leader:slash("/auction close")
        awaitAll("goes to Anna for 50 points", 30)
        assert.equal(50, points(raiders.Anna))
    end)

    it("goes on with the next auctioneer when one crashes, with the bids and for who comes late", function()
        createRaid({ seed = 4, loss = 0.05 })
        second:slash("/auction lead")
        start("90 10 " .. LINK)
        raiders.Anna:slash("/auction bid 40")
        raiders.Bert:slash("/auction bid 30")
        realm:advance(5)
        leader:crash()
        remove(leader)
        local late = add("Late", stage.RAIDER)
        late:login()
        realm:advance(8)
        realm:joinGroup(late, second)
        late:slash("/auction")
        awaitAll("auctioneer: Second\nAnna|40\nBert|30", 30)
        assert.matches("%d+ s left\nauctioneer: Second\nAnna|40\nBert|30$", window(late))
        assert.matches("Second leads the auctions", table.concat(raiders.Cora.chat, "\n"))
        leader = second
        awaitAll("goes to Anna for 40 points", 120)
        assert.equal(60, points(raiders.Anna))
    end)

    it("shows no bid of who has left, and keeps that of who does /reload", function()
        createRaid({ seed = 5, loss = 0.05 })
        start("120 10 " .. LINK)
        for name, amount in pairs({ Anna = 10, Bert = 20, Cora = 30, Dora = 40 }) do
            raiders[name]:slash("/auction bid " .. amount)
        end
        awaitAll("Dora|40\nCora|30\nBert|20\nAnna|10", 20)
        raiders.Bert:reload()
        raiders.Bert:slash("/auction")
        remove(raiders.Cora)
        raiders.Cora:logout()
        remove(raiders.Dora)
        realm:leaveGroup(raiders.Dora)
        awaitAll("auctioneer: Leader\nBert|20\nAnna|10", 60)
        raiders.Anna:slash("/auction withdraw")
        awaitAll("auctioneer: Leader\nBert|20", 20)
        awaitAll("goes to Bert for 20 points", 180)
    end)

    it("counts one sale everywhere when a split raid sold an item twice", function()
        createRaid({ seed = 6 })
        second:slash("/auction lead")
        start("200 10 " .. LINK)
        raiders.Anna:slash("/auction bid 40")
        raiders.Cora:slash("/auction bid 30")
        realm:advance(5)
        local here = { leader, raiders.Anna, raiders.Bert }
        local there = { second, everybody[3], raiders.Cora, raiders.Dora }
        realm:partition({ here, there })
        realm:advance(120)
        raiders.Bert:slash("/auction bid 70")
        raiders.Dora:slash("/auction bid 60")
        awaitAll("goes to Bert for 70 points", 120, here)
        awaitAll("goes to Dora for 60 points", 120, there)
        realm:heal()
        -- The term of the second one is higher: it became auctioneer later.
        awaitAll("goes to Dora for 60 points", 300)
        -- The ledgers may still lack the sale of the other side.
        local function countSales(client)
            client:slash("/auction log")
            local _, count = string.gsub(table.concat({ unpack(client.chat, math.max(1, #client.chat - 1)) }, "\n"), " to %a+ for ", "")
            return count
        end
        assert.is_true(realm:advanceUntil(function()
            for _, client in ipairs(everybody) do
                if countSales(client) < 2 then
                    return false
                end
            end
            return true
        end, 300, 5))
        assert.equal(100, points(raiders.Bert))
        assert.equal(40, points(raiders.Dora))
        assert.equal("Auction: " .. LINK .. " goes to Dora for 60 points instead",
            string.match(table.concat(raiders.Bert.chat, "\n"), "Auction: [^\n]* instead"))
        for _, client in ipairs(everybody) do
            client:slash("/auction log")
            local log = { unpack(client.chat, #client.chat - 1) }
            table.sort(log)
            assert.same({ "Auction: " .. LINK .. " to Bert for 70, does not count: another auctioneer's sale does",
                "Auction: " .. LINK .. " to Dora for 60" }, log)
        end
    end)

    it("is not sold twice to who can pay once", function()
        createRaid({ seed = 7 })
        start("20 10 " .. LINK)
        raiders.Anna:slash("/auction bid 80")
        awaitAll("goes to Anna for 80 points", 60)
        start("20 10 " .. OTHER)
        raiders.Anna:slash("/auction bid 30")
        awaitAll("Anna|30 (too few points)", 10)
        awaitAll("goes to nobody", 60)
        assert.equal(20, points(raiders.Anna))
        -- An assistant who says that she did is not believed by the ledger.
        for _, fields in ipairs({ "item = 'Seat', amount = 30", "item = 'Gift', amount = -30" }) do
            second:run("Auction.ledger:submit('sale', { auction = 'x', winner = ..., term = 1, " .. fields .. " })", raiders.Anna.guid)
        end
        realm:advance(5)
        assert.equal(20, points(raiders.Anna))
        leader:slash("/auction log")
        assert.equal("Auction: Seat to Anna for 30, does not count: too few points", leader.chat[#leader.chat - 1])
    end)

    it("is written by the next auctioneer when a sale went down with the one before", function()
        createRaid({ seed = 8 })
        start("20 10 " .. LINK)
        raiders.Anna:slash("/auction bid 80")
        realm:advance(2)
        -- The ledger's message is lost on the way to all, the room's is not.
        local id = stage.evaluate(leader, "select(2, Auction.Live.auction())")
        leader:run([[
            Auction.ledger:disableSending()
            Auction.Sale.close()
        ]])
        realm:advance(5)
        assert.equal("goes to whom the ledger will tell", string.match(window(second), "goes to [^\n]*"))
        leader:crash()
        remove(leader)
        leader = second
        second:slash("/auction lead")
        awaitAll("goes to Anna for 80 points", 30)
        assert.equal(1, stage.evaluate(second, "Auction.ledger:status().events") - 1)
        assert.is_string(id)
    end)

    it("takes no bid in another's name", function()
        createRaid({ seed = 9 })
        start("60 10 " .. LINK)
        raiders.Anna:slash("/auction bid 20")
        realm:advance(3)
        raiders.Bert:run([[
            local _, id = Auction.Live.auction()
            for _, name in ipairs({ "Anna-Realm", "Cora-Realm" }) do
                Auction.Live.bids:replaceContribution({ bidder = name, auction = id, amount = 100 })
            end
        ]])
        awaitAll("auctioneer: Leader\nAnna|20", 20)
        assert.is_nil(string.find(window(leader), "Cora", 1, true))
    end)

    it("lives through an evening with loss, crashes and a split", function()
        for each = 11, 12 do
            createRaid({ seed = each, loss = 0.05 })
            second:slash("/auction lead")
            start("60 10 " .. LINK)
            for index, name in ipairs({ "Anna", "Bert", "Cora", "Dora" }) do
                raiders[name]:slash("/auction bid " .. 10 * index)
            end
            raiders.Dora:crash()
            realm:advance(20)
            raiders.Dora:login()
            realm:advance(10)
            raiders.Dora:slash("/auction")
            awaitAll("goes to Cora for 30 points", 90)

            start("60 10 " .. OTHER)
            raiders.Anna:slash("/auction bid 15")
            realm:advance(5)
            leader:crash()
            realm:advance(20)
            leader:login()
            realm:advance(10)
            leader:slash("/auction")
            awaitAll("goes to Anna for 15 points", 90)

            start("240 10 " .. LINK, second)
            leader:slash("/auction lead")
            raiders.Bert:slash("/auction bid 20")
            realm:advance(5)
            realm:partition({ { leader, raiders.Anna, raiders.Bert }, { second, raiders.Cora, raiders.Dora, everybody[3] } })
            realm:advance(130)
            raiders.Cora:slash("/auction bid 40")
            raiders.Anna:slash("/auction bid 50")
            realm:advance(115)
            realm:heal()
            awaitAll("goes to Anna for 50 points", 300)
            assert.equal(35, points(raiders.Anna))
            assert.equal(70, points(raiders.Cora))
            assert.equal(100, points(raiders.Bert))
        end
    end)

    it("works where characters have surnames and no realms", function()
        seed = 14
        realm, everybody = stage.createRealm({ seed = seed, surnames = "separate" }), {}
        leader = add("Leader Strong", stage.OFFICER)
        local anna = add("Anna Brave", stage.RAIDER)
        stage.login(leader, anna)
        realm:advance(8)
        realm:setRaid(everybody)
        realm:advance(10)
        leader:slash("/auction award raid 100 on time")
        for _, client in ipairs(everybody) do
            client:slash("/auction")
        end
        start("30 10 " .. LINK)
        anna:slash("/auction bid 40")
        awaitAll("auctioneer: Leader Strong\nAnna Brave|40", 10)
        awaitAll("goes to Anna Brave for 40 points", 60)
    end)

    it("loads on every client that the .toc names, and opens its window", function()
        realm, everybody = stage.createRealm({ seed = 10 }), {}
        for _, version in ipairs(stage.INTERFACES) do
            local options = { interfaceVersion = version, addons = { AUCTION } }
            local player = stage.addPlayer(realm, "Of" .. version, stage.RAIDER, options)
            player:login()
            realm:advance(10)
            player:slash("/auction")
            assert.equal("nothing is up\n\nauctioneer: nobody", window(player))
            player:logout()
        end
    end)
end)
