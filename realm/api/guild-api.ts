import { type ApiContext, type Host } from "../client/host";
import { define } from "../lua/types";
import { type Member, OFFLINE_TEXT } from "../world/member";
import { CLASS_FILE, CLASS_NAME, LEVEL } from "./looks";
import { resolveUnit } from "./units";

function roster(host: Host): readonly Member[] {
    return host.guild !== undefined && host.hasRoster ? host.guild.members : [];
}

/** GetGuildRosterInfo: name 1st, rankIndex 3rd, online 9th, GUID 17th. */
function rosterInfo(host: Host, index: number): LuaMultiReturn<unknown[]> {
    const member = roster(host)[index - 1] as Member | undefined;
    if (member === undefined) return $multi();
    const rankName = host.guild?.ranks[member.rank].name;
    return $multi(
        member.fullName,
        rankName,
        member.rank,
        LEVEL,
        CLASS_NAME,
        undefined,
        "",
        "",
        member.isOnline,
        0,
        CLASS_FILE,
        0,
        0,
        false,
        false,
        4,
        member.guid,
    );
}

/** GetGuildInfo(unit): name, rankName, rankIndex, realm (only of a guild of another realm). */
function guildInfo(host: Host, unit: unknown): LuaMultiReturn<[string?, string?, number?, string?]> {
    const guild = host.guild;
    if (guild === undefined || !host.hasGuildInfo) return $multi();
    const member = resolveUnit(host, unit);
    if (member === undefined || !guild.has(member)) return $multi();
    const realmName = guild.realmName === host.realmName ? undefined : guild.realmName;
    return $multi(guild.name, guild.ranks[member.rank].name, member.rank, realmName);
}

/** The guild and its roster. */
export function installGuild({ host, session }: ApiContext): void {
    define(session.environment, {
        ERR_FRIEND_OFFLINE_S: OFFLINE_TEXT,
        IsInGuild: () => host.guild !== undefined,
        IsGuildLeader: () => host.guild !== undefined && host.rank === 0,
        GetGuildInfo: (unit: unknown) => guildInfo(host, unit),
        GetNumGuildMembers: (): LuaMultiReturn<[number, number, number]> => {
            const members = roster(host);
            let online = 0;
            for (const member of members) {
                if (member.isOnline) online++;
            }
            return $multi(members.length, online, online);
        },
        GetGuildRosterInfo: (index: number) => rosterInfo(host, index),
        C_GuildInfo: {
            GuildRoster: () => host.requestRoster(),
            CanSpeakInGuildChat: () => host.guild !== undefined && host.guild.canSpeak(host.rank),
        },
    });
}
