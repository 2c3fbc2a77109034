import { type Clock } from "../clock/clock";
import { type Random } from "../random";
import { placeOf, subgroupOf } from "../world/group";
import { Delivery } from "./delivery";
import { SendResult } from "./enums";
import { type Faults } from "./faults";
import { type ChannelMember } from "./member";
import { type MessageRecord, PREFIX_LIMIT, trimText } from "./message";
import { type TrafficRow, trafficKey } from "./traffic";

/** What the game sends on when the chat type is left out. */
const DEFAULT_CHAT_TYPE = "PARTY";

/** Who gets a message, or why nobody. */
type Route = LuaMultiReturn<[SendResult, (readonly ChannelMember[])?]>;

/** How the channel finds the target of a whisper. */
export interface Directory {
    /** The client of a name, bare (then of the sender's realm) or with its realm; undefined when there is none. */
    find(name: string, sender: ChannelMember): ChannelMember | undefined;
    /** Whether whispers pass between two realms. */
    areConnected(realmA: string, realmB: string): boolean;
}

function routeGuild(sender: ChannelMember): Route {
    if (sender.guild === undefined) return $multi(SendResult.NotInGuild);
    // The rank is checked by the server: the call itself succeeds, and nobody hears anything.
    return $multi(SendResult.Success, sender.guild.canSpeak(sender.rank) ? sender.guild.members : []);
}

function routeOfficer(sender: ChannelMember): Route {
    const guild = sender.guild;
    if (guild === undefined) return $multi(SendResult.NotInGuild);
    if (!guild.isOfficer(sender.rank)) return $multi(SendResult.Success, []);
    return $multi(
        SendResult.Success,
        guild.members.filter((member) => guild.isOfficer(member.rank)),
    );
}

function routeGroup(sender: ChannelMember, chatType: string): Route {
    const group = sender.group;
    if (group === undefined || group.isInstance !== (chatType === "INSTANCE_CHAT")) {
        return $multi(SendResult.NotInGroup);
    }
    if (chatType === "RAID" && !group.isRaid) return $multi(SendResult.NotInGroup);
    if (chatType !== "PARTY" || !group.isRaid) return $multi(SendResult.Success, group.members);
    const own = subgroupOf(placeOf(group, sender));
    return $multi(
        SendResult.Success,
        group.members.filter((member) => subgroupOf(placeOf(group, member)) === own),
    );
}

/** The addon channel of the whole realm. */
export class Channel {
    /** Called for each message that the server takes in, before anybody gets it. */
    onMessage?: (this: void, message: MessageRecord) => void;

    constructor(
        readonly clock: Clock,
        readonly random: Random,
        readonly faults: Faults,
        private readonly directory: Directory,
    ) {}

    /** C_ChatInfo.SendAddonMessage of one client. */
    send(sender: ChannelMember, prefix: unknown, text: unknown, chatType: unknown, target: unknown): SendResult {
        if (type(prefix) !== "string") return SendResult.InvalidPrefix;
        const bytes = (prefix as string).length;
        if (bytes < 1 || bytes > PREFIX_LIMIT) return SendResult.InvalidPrefix;
        if (type(text) !== "string" && type(text) !== "number") return SendResult.InvalidMessage;
        if (chatType !== undefined && type(chatType) !== "string") return SendResult.InvalidChatType;
        const kind = (chatType ?? DEFAULT_CHAT_TYPE) as string;
        const body = trimText(tostring(text));
        const key = trafficKey(prefix as string, kind);
        const row = sender.traffic.row(prefix as string, kind, key);
        const [routed, receivers] = this.route(sender, kind, target);
        const result = routed === SendResult.Success ? this.admit(sender, prefix as string, kind) : routed;
        if (result !== SendResult.Success) {
            row.refused += 1;
            return result;
        }
        this.transmit(sender, row, key, body, target as string | undefined, receivers as readonly ChannelMember[]);
        return SendResult.Success;
    }

    private route(sender: ChannelMember, chatType: string, target: unknown): Route {
        if (chatType === "GUILD") return routeGuild(sender);
        if (chatType === "WHISPER") return this.routeWhisper(sender, target);
        if (chatType === "RAID" || chatType === "PARTY" || chatType === "INSTANCE_CHAT") {
            return routeGroup(sender, chatType);
        }
        if (chatType === "OFFICER") return routeOfficer(sender);
        return $multi(SendResult.InvalidChatType);
    }

    private routeWhisper(sender: ChannelMember, target: unknown): Route {
        if (type(target) !== "string" || target === "") return $multi(SendResult.TargetRequired);
        const receiver = this.directory.find(target as string, sender);
        if (receiver !== undefined && !this.directory.areConnected(sender.normalizedRealm, receiver.normalizedRealm)) {
            // To a realm that is not connected a whisper fails silently.
            return $multi(SendResult.Success, []);
        }
        if (receiver === undefined || !receiver.isOnline) return $multi(SendResult.TargetOffline);
        return $multi(SendResult.Success, [receiver]);
    }

    /** Lockdown and throttle. */
    private admit(sender: ChannelMember, prefix: string, chatType: string): SendResult {
        if (sender.isLockedDown()) return SendResult.AddOnMessageLockdown;
        if (chatType === "WHISPER" && !sender.inInstance) return SendResult.Success;
        return sender.throttle.take(prefix, this.clock.now) ? SendResult.Success : SendResult.AddonMessageThrottle;
    }

    private transmit(
        sender: ChannelMember,
        row: TrafficRow,
        key: string,
        text: string,
        target: string | undefined,
        receivers: readonly ChannelMember[],
    ): void {
        const { chatType, prefix } = row;
        row.sent += 1;
        row.sentBytes += text.length;
        const rate = sender.traffic.countRate(text.length, this.clock.now);
        // Without a network the client still believes that it sends.
        if (!sender.isConnected) return;
        const whispered = chatType === "WHISPER" ? target : undefined;
        const message = { time: this.clock.now, sender: sender.fullName, prefix, text, chatType, target: whispered };
        if (this.onMessage !== undefined) this.onMessage(message);
        const isGuild = chatType === "GUILD" || chatType === "OFFICER";
        const echo = !isGuild || this.faults.guildEcho;
        this.clock.schedule(new Delivery(this, sender, message, key, receivers, echo), this.faults.latency);
        if (this.faults.floodLimit > 0 && rate > this.faults.floodLimit) sender.kick();
    }
}
