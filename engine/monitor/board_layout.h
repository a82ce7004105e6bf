// The session board: <sidecar>/sessions.shm, a file that every program maps that publishes what its SQLite
// connections do. Our own sessions and probed programs write it, samplers read it. C11 and C++20, needs no
// library: engine/probe shares this header with engine/monitor and nothing else.
//
// Format (native byte order; the file never leaves its machine): sl_board at offset 0, which ends with
// SL_SLOTS sl_slot, what each session does now, and SL_SLOTS sl_record, what it did, in the same order. Slots
// lie together because samplers look at all of them ten times a second. A reader accepts a file whose magic,
// version, size and boot are right and replaces any other by a new one (rename), for what is in it outlives
// no reboot. All else in it is hostile: lengths, event numbers and process ids are checked at each use, texts
// are not terminated and may be no UTF-8.
//
// Threads: a slot has one writer at a time, the thread that uses the connection. Its words are read and
// written by the sl_load and sl_store functions (relaxed where nothing hangs together). What hangs together
// has a sequence number that is odd while it is written: counters (counters_seq) and texts (text_seq). Nobody
// waits for anybody: a reader that finds a number odd eight times takes what it last had.
//
// Life of a slot: sl_claim() takes it for a process; the writer fills it and stores ready = 1. To give it
// back: ready = 0, sl_fold() adds its counters to the board's totals, owner = 0. A slot whose process is gone
// (no such pid, or with another start) is folded and freed by whoever sweeps, one at a time under
// flock(sessions.lock).
//
// Time: nanoseconds of sl_now(), whose origin is CLOCK_MONOTONIC's. On x86-64 it reads the time stamp
// counter, by the calibration that the board's creator left in it, so that all programs of one board agree.
#pragma once

#include <stdint.h>
#include <time.h>
#if defined(__x86_64__)
#include <cpuid.h>
#include <x86intrin.h>
#endif

#ifdef __cplusplus
#define SL_CAST(type, value) static_cast<type>(value)
extern "C" {
#else
#define SL_CAST(type, value) ((type)(value))
#endif

#define SL_MAGIC UINT64_C(0x31647261426c7453) // "StlBard1"

enum
{
    SL_VERSION = 2,
    SL_SLOTS = 128,
    SL_SQL_BYTES = 1024,
    SL_NAME_BYTES = 64,
    // Bucket i counts what took less than 2^i microseconds (0: less than one); the last one the rest.
    SL_BUCKETS = 24
};

// Wait classes, and the events in them. Numbers are part of the format: add at the end, with a new version.
enum sl_class
{
    SL_CLASS_CPU, // no wait
    SL_CLASS_USER_IO,
    SL_CLASS_COMMIT,
    SL_CLASS_SYSTEM_IO,
    SL_CLASS_APPLICATION,
    SL_CLASS_IDLE, // not in DB time
    SL_CLASSES
};

enum sl_event
{
    SL_ON_CPU, // no wait: its counters stay zero
    // User I/O
    SL_DB_READ,
    SL_WAL_READ,
    SL_SORTER_READ,
    SL_SORTER_WRITE,
    SL_EPHEMERAL_READ, // b-trees that live as long as a statement
    SL_EPHEMERAL_WRITE,
    SL_JOURNAL_READ,
    // Commit
    SL_WAL_WRITE,
    SL_WAL_SYNC,
    SL_JOURNAL_WRITE,
    SL_JOURNAL_SYNC,
    SL_JOURNAL_FINALISE, // deleted or cut
    SL_DB_SYNC,
    // System I/O
    SL_DB_WRITE,
    SL_DB_TRUNCATE, // cut or extended
    SL_CHECKPOINT,  // frames copied back, without the reads, writes and syncs in it
    // Application: asleep because of a lock that somebody has
    SL_LOCK_SHARED,
    SL_LOCK_RESERVED,
    SL_LOCK_PENDING,
    SL_LOCK_EXCLUSIVE,
    SL_LOCK_WAL_WRITE,
    SL_LOCK_WAL_CHECKPOINT,
    SL_LOCK_WAL_RECOVER,
    SL_LOCK_WAL_READMARK,
    // Idle: between calls
    SL_IDLE_CURSOR,      // a statement is open, the program thinks
    SL_IDLE_TRANSACTION, // a transaction is open
    SL_EVENTS
};

enum sl_kind
{
    SL_KIND_OWN = 1,    // a session of Strandline
    SL_KIND_PROBED,     // measured exactly by the probe
    SL_KIND_PROBE_HOOKS // a loadable extension: what hooks see; outside the identity DB time = CPU + waits
};

enum sl_state
{
    SL_STATE_IDLE,
    SL_STATE_ACTIVE // inside a call
};

enum sl_phase
{
    SL_PHASE_NONE,
    SL_PHASE_PARSE,
    SL_PHASE_EXECUTE,
    SL_PHASE_COMMIT,
    SL_PHASE_CHECKPOINT
};

enum sl_transaction
{
    SL_TRANSACTION_NONE,
    SL_TRANSACTION_READ,
    SL_TRANSACTION_WRITE
};

// File locks that a connection holds, as bits of sl_slot.locks. WAL locks follow in SQLite's order: write,
// checkpoint, recover, read 0-4.
enum sl_lock
{
    SL_HOLDS_SHARED = 1,
    SL_HOLDS_RESERVED = 2,
    SL_HOLDS_PENDING = 4,
    SL_HOLDS_EXCLUSIVE = 8,
    SL_HOLDS_WAL = 16, // << number of the WAL lock
    SL_USES_WAL = 4096 // no lock: SHARED is then held as long as the file is open, and is no transaction
};

// Only uint64_t, all of them sums since the slot was claimed. db_time_ns is the sum of the outermost calls;
// the CPU is db_time_ns minus event_ns of all events that are not idle, exactly.
typedef struct sl_counters
{
    uint64_t calls; // outermost ones
    uint64_t db_time_ns;
    uint64_t prepares;
    uint64_t executions; // statements begun
    uint64_t rows;       // returned
    uint64_t errors;
    uint64_t commits; // that wrote
    uint64_t rollbacks;
    uint64_t gets; // pages asked for, from the cache or not; brought up to date now and then
    uint64_t vm_steps;
    uint64_t full_scan_steps;
    uint64_t sorts;
    uint64_t auto_index_rows;
    uint64_t event_count[SL_EVENTS];
    uint64_t event_ns[SL_EVENTS];
    uint64_t event_bytes[SL_EVENTS];
    uint64_t event_histogram[SL_EVENTS][SL_BUCKETS];
    uint64_t commit_histogram[SL_BUCKETS]; // duration of the calls that committed
} sl_counters;

// Texts are cut, not terminated; what is behind the length is old.
typedef struct sl_text
{
    uint32_t length; // bytes
    char bytes[SL_NAME_BYTES];
} sl_text;

// Three lines of the cache: who it is and its statement, what each call writes, what waits write.
typedef struct __attribute__((aligned(64))) sl_slot
{
    uint64_t owner;         // process id; 0: free
    uint64_t process_start; // field 22 of /proc/PID/stat, which a later process of the same number hasn't
    uint32_t ready;         // 1: the rest holds
    uint32_t serial;        // counts the sessions that used this slot
    uint32_t kind;          // sl_kind
    uint32_t reserved;
    uint64_t logon_us;  // wall clock, microseconds since 1970
    uint64_t thread;    // the system's number of the thread that made the last call
    uint64_t sql_id;    // number of the normalised text; 0: the reader makes it from sql
    uint64_t plan_hash; // 0: not known

    // What it does now; each word for itself.
    uint32_t state;                // sl_state
    uint32_t phase;                // sl_phase
    uint32_t event;                // sl_event; SL_ON_CPU: no wait
    uint32_t wait_number;          // counts waits, so that one seen twice is known as one
    uint64_t call_start_ns;        // outermost call that runs, or of the last one its end
    uint64_t execution;            // counts executions
    uint64_t execution_start_ns;   // sl_now(); 0: not told
    uint64_t locks;                // sl_lock
    uint64_t transaction_start_ns; // 0: in the call that runs
    uint32_t transaction; // sl_transaction, by who can't tell locks; else sl_transaction_of(locks) says it
    uint32_t open_cursors;

    uint64_t wait_start_ns;
    uint64_t p1; // of the wait: which file (sl_event says), offset or lock byte, bytes
    uint64_t p2;
    uint64_t p3;
    uint64_t live_gets; // of the execution that runs, as far as it told
    uint64_t live_steps;
} sl_slot;

typedef struct __attribute__((aligned(64))) sl_record
{
    uint32_t counters_seq;
    uint32_t text_seq;
    sl_counters counters;

    sl_text program;
    sl_text module;
    sl_text action;
    sl_text client;
    uint32_t sql_bytes; // of the whole text; may be more than SL_SQL_BYTES
    char sql[SL_SQL_BYTES];
} sl_record;

// How the time stamp counter becomes nanoseconds: origin_ns + (((counter - origin) * scale) >> 32).
typedef struct sl_clock
{
    uint64_t origin;
    uint64_t origin_ns;
    uint64_t scale; // 0: the counter isn't used
} sl_clock;

typedef struct __attribute__((aligned(64))) sl_board
{
    uint64_t magic;
    uint32_t version;
    uint32_t slot_count; // SL_SLOTS
    uint64_t size_bytes; // of the file
    uint64_t boot;       // number made of the system's boot id
    sl_clock clock;
    uint64_t created_us; // wall clock; the startup id of the totals
    uint64_t watched_ns; // sl_now() of the last sampler that looked; 0: nobody ever did
    uint64_t sessions;   // ever begun
    uint64_t refused;    // claims that found no free slot
    sl_counters totals;  // of freed slots
    sl_slot slot[SL_SLOTS];
    sl_record record[SL_SLOTS];
} sl_board;

// ---- Words

static inline uint64_t sl_load(const uint64_t *word)
{
    return __atomic_load_n(word, __ATOMIC_RELAXED);
}
static inline void sl_store(uint64_t *word, uint64_t value)
{
    __atomic_store_n(word, value, __ATOMIC_RELAXED);
}
static inline uint32_t sl_load32(const uint32_t *word)
{
    return __atomic_load_n(word, __ATOMIC_RELAXED);
}
static inline void sl_store32(uint32_t *word, uint32_t value)
{
    __atomic_store_n(word, value, __ATOMIC_RELAXED);
}
// By the one writer of the word: no locked instruction.
static inline void sl_add(uint64_t *word, uint64_t value)
{
    sl_store(word, sl_load(word) + value);
}

// ---- Groups of words under a sequence number. Writer: sl_begin_write, sl_store..., sl_end_write. Reader:
// sl_begin_read, sl_load..., and what was read holds if sl_read_held.

static inline void sl_begin_write(uint32_t *seq)
{
    __atomic_store_n(seq, sl_load32(seq) | 1U, __ATOMIC_RELAXED);
    __atomic_thread_fence(__ATOMIC_RELEASE);
}
static inline void sl_end_write(uint32_t *seq)
{
    __atomic_store_n(seq, sl_load32(seq) + 1, __ATOMIC_RELEASE);
}
static inline uint32_t sl_begin_read(const uint32_t *seq)
{
    return __atomic_load_n(seq, __ATOMIC_ACQUIRE);
}
static inline int sl_read_held(const uint32_t *seq, uint32_t began)
{
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    return (began & 1U) == 0 && sl_load32(seq) == began;
}

// ---- Claims

// Takes a free slot for the process; NULL: none is free. The slot's words are then as its last user left
// them, but ready is 0 and serial is new.
static inline sl_slot *sl_claim(sl_board *board, uint64_t process, uint64_t process_start)
{
    for (uint32_t i = 0; i < SL_SLOTS; ++i) {
        sl_slot *slot = &board->slot[i];
        uint64_t none = 0;
        if (sl_load(&slot->owner) == 0 && __atomic_compare_exchange_n(&slot->owner, &none, process, 0,
                                                                      __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
            sl_store(&slot->process_start, process_start);
            sl_store32(&slot->serial, sl_load32(&slot->serial) + 1);
            __atomic_fetch_add(&board->sessions, 1, __ATOMIC_RELAXED);
            return slot;
        }
    }
    __atomic_fetch_add(&board->refused, 1, __ATOMIC_RELAXED);
    return 0;
}

static inline sl_record *sl_record_of(sl_board *board, const sl_slot *slot)
{
    return &board->record[slot - board->slot];
}

// Adds the slot's counters to the totals and sets them to zero; not the time of one that only hooks see,
// which is more than CPU and waits. By its writer, or by the sweeper of a dead one.
static inline void sl_fold(sl_board *board, const sl_slot *slot)
{
    sl_record *record = sl_record_of(board, slot);
    uint64_t *from = &record->counters.calls;
    uint64_t *to = &board->totals.calls;
    sl_begin_write(&record->counters_seq);
    if (sl_load32(&slot->kind) == SL_KIND_PROBE_HOOKS) {
        sl_store(&record->counters.db_time_ns, 0);
    }
    for (uint32_t i = 0; i < sizeof(sl_counters) / sizeof(uint64_t); ++i) {
        if (sl_load(&from[i]) != 0) {
            __atomic_fetch_add(&to[i], sl_load(&from[i]), __ATOMIC_RELAXED);
            sl_store(&from[i], 0);
        }
    }
    sl_end_write(&record->counters_seq);
}

// Folds and frees.
static inline void sl_give_back(sl_board *board, sl_slot *slot)
{
    __atomic_store_n(&slot->ready, 0U, __ATOMIC_RELAXED);
    sl_fold(board, slot);
    __atomic_store_n(&slot->owner, UINT64_C(0), __ATOMIC_RELEASE);
}

// Cuts to what fits. Between sl_begin_write and sl_end_write of text_seq. Byte by byte, for a reader may look
// on.
static inline void sl_put_bytes(char *to, uint32_t capacity, const char *from, uint64_t length)
{
    for (uint32_t i = 0; i < capacity && i < length; ++i) {
        __atomic_store_n(&to[i], from[i], __ATOMIC_RELAXED);
    }
}
static inline void sl_put_text(sl_text *text, const char *from, uint64_t length)
{
    sl_put_bytes(text->bytes, SL_NAME_BYTES, from, length);
    sl_store32(&text->length,
               length < SL_NAME_BYTES ? SL_CAST(uint32_t, length) : SL_CAST(uint32_t, SL_NAME_BYTES));
}

// ---- Time

// Out of the way of sl_now(), which nearly always reads the counter.
__attribute__((noinline, cold, unused)) static uint64_t sl_monotonic_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return SL_CAST(uint64_t, t.tv_sec) * UINT64_C(1000000000) + SL_CAST(uint64_t, t.tv_nsec);
}

static inline uint64_t sl_now(const sl_clock *clock)
{
#if defined(__x86_64__)
    __extension__ typedef unsigned __int128 wide;
    if (clock->scale != 0) {
        return clock->origin_ns +
               SL_CAST(uint64_t, (SL_CAST(wide, __rdtsc() - clock->origin) * clock->scale) >> 32);
    }
#else
    (void)clock;
#endif
    return sl_monotonic_ns();
}

// Takes two milliseconds. Without a counter that runs evenly, scale is 0.
static inline sl_clock sl_calibrate(void)
{
    sl_clock clock = {0, 0, 0};
#if defined(__x86_64__)
    unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
    if (__get_cpuid(0x80000007U, &eax, &ebx, &ecx, &edx) == 0 || (edx & (1U << 8)) == 0) {
        return clock;
    }
    const uint64_t begin_ns = sl_monotonic_ns();
    const uint64_t begin = __rdtsc();
    uint64_t end_ns = begin_ns;
    while (end_ns - begin_ns < 2000000) {
        end_ns = sl_monotonic_ns();
    }
    const uint64_t ticks = __rdtsc() - begin;
    clock.origin = begin;
    clock.origin_ns = begin_ns;
    clock.scale =
        ticks == 0
            ? 0
            : SL_CAST(uint64_t, SL_CAST(double, end_ns - begin_ns) / SL_CAST(double, ticks) * 4294967296.0);
#endif
    return clock;
}

static inline uint32_t sl_bucket(uint64_t ns)
{
    const uint64_t us = ns / 1000;
    const uint32_t bucket = us == 0 ? 0 : 64 - SL_CAST(uint32_t, __builtin_clzll(us));
    return bucket < SL_BUCKETS ? bucket : SL_BUCKETS - 1;
}

static inline uint32_t sl_transaction_of(uint64_t locks)
{
    const uint64_t writes = SL_HOLDS_RESERVED | SL_HOLDS_PENDING | SL_HOLDS_EXCLUSIVE | SL_HOLDS_WAL;
    const uint64_t reads = (locks & SL_USES_WAL) != 0 ? UINT64_C(0x1f) * (SL_HOLDS_WAL << 3)
                                                      : SL_CAST(uint64_t, SL_HOLDS_SHARED);
    return (locks & writes) != 0  ? SL_TRANSACTION_WRITE
           : (locks & reads) != 0 ? SL_TRANSACTION_READ
                                  : SL_TRANSACTION_NONE;
}

// What class an event is of; SL_CLASS_CPU for a number that is none.
static inline uint32_t sl_class_of(uint32_t event)
{
    return event == SL_ON_CPU || event >= SL_EVENTS ? SL_CLASS_CPU
           : event <= SL_JOURNAL_READ               ? SL_CLASS_USER_IO
           : event <= SL_DB_SYNC                    ? SL_CLASS_COMMIT
           : event <= SL_CHECKPOINT                 ? SL_CLASS_SYSTEM_IO
           : event <= SL_LOCK_WAL_READMARK          ? SL_CLASS_APPLICATION
                                                    : SL_CLASS_IDLE;
}

#ifdef __cplusplus
}
#endif
