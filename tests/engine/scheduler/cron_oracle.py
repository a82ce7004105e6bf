"""What other programs make of cron expressions.

Standard input: lines of fields with a tab between them; standard output: one line each, times as "YYYY-MM-DDTHH:MM".

  croniter EXPRESSION FROM COUNT        the next COUNT times after FROM by croniter, on a clock that is never changed
  clock EXPRESSION ZONE FROM TO ELAPSED every run from FROM to TO (UTC), by looking at each minute of the zone's clock:
                                        ELAPSED 1: a minute that passes runs when the clock shows a time that fits;
                                        0: a time that fits runs when the clock first shows it or, where it never
                                        does, when the clock has jumped over it
"""
import datetime
import functools
import sys
import zoneinfo

from croniter import croniter

FORM = "%Y-%m-%dT%H:%M"
MINUTE = datetime.timedelta(minutes=1)
UTC = datetime.timezone.utc


def by_croniter(expression, begin, count):
    times = croniter(expression, datetime.datetime.strptime(begin, FORM))
    return [times.get_next(datetime.datetime).strftime(FORM) for _ in range(int(count))]


def fits(expanded, t):
    """Whether a time on the clock fits croniter's expanded fields."""
    minute, hour, day, month, weekday = expanded

    def passes(field, value):
        return field == ["*"] or value in field

    if not (passes(minute, t.minute) and passes(hour, t.hour) and passes(month, t.month)):
        return False
    by_day, by_weekday = passes(day, t.day), passes(weekday, t.isoweekday() % 7)
    either = day != ["*"] and weekday != ["*"]
    return by_day or by_weekday if either else by_day and by_weekday


@functools.lru_cache
def walk(zone, begin, end):
    """Each minute from begin to end: its text, what the clock shows, and the times that it has just jumped over."""
    zone = zoneinfo.ZoneInfo(zone)
    t = datetime.datetime.strptime(begin, FORM).replace(tzinfo=UTC)
    end = datetime.datetime.strptime(end, FORM).replace(tzinfo=UTC)
    steps = []
    before = (t - MINUTE).astimezone(zone).replace(tzinfo=None)
    while t <= end:
        now = t.astimezone(zone).replace(tzinfo=None)
        jumped = []
        while before + MINUTE < now:
            before += MINUTE
            jumped.append(before)
        steps.append((t.strftime(FORM), now, jumped))
        before = now
        t += MINUTE
    return steps


def by_clock(expression, zone, begin, end, elapsed):
    expanded, _ = croniter.expand(expression)
    runs, shown = [], set()
    for text, now, jumped in walk(zone, begin, end):
        if elapsed == "1":
            due = fits(expanded, now)
        else:
            due = (now not in shown and fits(expanded, now)) or any(fits(expanded, t) for t in jumped)
        shown.add(now)
        if due:
            runs.append(text)
    return runs


def main():
    for line in sys.stdin:
        kind, *rest = line.rstrip("\n").split("\t")
        print(" ".join(by_croniter(*rest) if kind == "croniter" else by_clock(*rest)))


if __name__ == "__main__":
    main()
