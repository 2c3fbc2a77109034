/**
 * A plain implementation of what net-server-sync does, to stand beside rooms: each change goes to all at once, as one message that nobody repeats.
 * Who comes in asks all, and each member says its entries again, two a second. Nothing is told of who has gone. An own one, after its documentation
 * and the form of its messages; what the game refuses is lost, as what its messaging service drops is.
 */

export const NET_SERVER_SYNC = {
    name: "Plain",
    source: `
        local PREFIX, SECONDS = "Plain", 0.5
        local entries, own, waiting = {}, {}, {}
        local ticker

        local function send(text)
            C_ChatInfo.SendAddonMessage(PREFIX, text, "GUILD")
        end

        local function say(item)
            send("set\\t" .. item .. "\\t" .. own[item])
        end

        local function sayNext()
            local item = table.remove(waiting, 1)
            if item then
                say(item)
            else
                ticker:Cancel()
                ticker = nil
            end
        end

        -- All own entries, the ones that wait already not twice.
        local function sayAll()
            waiting = {}
            for item in pairs(own) do
                waiting[#waiting + 1] = item
            end
            table.sort(waiting)
            if not ticker and #waiting > 0 then
                ticker = C_Timer.NewTicker(SECONDS, sayNext)
                sayNext()
            end
        end

        C_ChatInfo.RegisterAddonMessagePrefix(PREFIX)
        local frame = CreateFrame("Frame")
        frame:RegisterEvent("CHAT_MSG_ADDON")
        frame:RegisterEvent("PLAYER_ENTERING_WORLD")
        frame:SetScript("OnEvent", function(_, event, prefix, text, _, sender)
            if event == "PLAYER_ENTERING_WORLD" then
                OpenedAt = GetTime()
                send("refresh")
                return
            end
            if prefix ~= PREFIX then
                return
            end
            local kind, item, amount = strsplit("\\t", text)
            if kind == "refresh" then
                sayAll()
            elseif kind == "set" then
                entries[item] = tonumber(amount)
            end
        end)

        function Bid(item, amount)
            own[item], entries[item] = amount, amount
            say(item)
        end
        function Amount(item) return entries[item] end
        function Count() local count = 0 for _ in pairs(entries) do count = count + 1 end return count end
    `,
};
