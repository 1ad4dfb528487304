/**
 * What callers say about time, and what it means at a given clock: the table that `when.test.ts` checks.
 *
 * A line is "words => meaning". The meaning of a window is "from > to", in the shop's local time; then "=09:00" when one
 * clock time was named, "no day" when no single day was, "only" the days when others between are not meant, the "hours" of
 * each day, the part of the day, and "unsure" below a confidence of 0.7; behind the colon stands what is said. "? " begins
 * the question for an ambiguity, "! " the reason why it cannot be, and "none" means that no time was spoken of.
 */

export interface WhenTable {
  readonly title: string;
  readonly now: string;
  readonly zone: string;
  readonly opens: string;
  readonly closes: string;
  readonly closures?: readonly string[];
  readonly cases: string;
}

export const WHEN_TABLES: readonly WhenTable[] = [
  {
    title: 'a Monday morning in New York',
    now: '2026-11-23T15:05:00Z',
    zone: 'America/New_York',
    opens: '07:30',
    closes: '18:00',
    cases: `
      # weekdays
        Tuesday => 2026-11-24 00:00 > 2026-11-25 00:00 : Tuesday, November 24th
        tuesday => 2026-11-24 00:00 > 2026-11-25 00:00 : Tuesday, November 24th
        on Tuesday => 2026-11-24 00:00 > 2026-11-25 00:00 : Tuesday, November 24th
        Tues => 2026-11-24 00:00 > 2026-11-25 00:00 : Tuesday, November 24th
        this Tuesday => 2026-11-24 00:00 > 2026-11-25 00:00 : Tuesday, November 24th
        this Friday => 2026-11-27 00:00 > 2026-11-28 00:00 : Friday, November 27th
        this coming Monday => 2026-11-30 00:00 > 2026-12-01 00:00 : Monday, November 30th
        Friday => 2026-11-27 00:00 > 2026-11-28 00:00 : Friday, November 27th
        a Thursday => 2026-11-26 00:00 > 2026-11-27 00:00 : Thursday, November 26th
        every Tuesday => 2026-11-24 00:00 > 2026-11-25 00:00 : Tuesday, November 24th
        sat => 2026-11-28 00:00 > 2026-11-29 00:00 : Saturday, November 28th
        Sat at 9 => 2026-11-28 09:00 > 09:15 =09:00 : Saturday, November 28th at 9 AM
        next Monday => 2026-11-30 00:00 > 2026-12-01 00:00 : Monday, November 30th
        next Tuesday => ? Do you mean tomorrow, Tuesday, November 24th, or Tuesday of next week, December 1st?
        next Friday => ? Do you mean this Friday, November 27th, or Friday of next week, December 4th?
        next Sunday => ? Do you mean this Sunday, November 29th, or Sunday of next week, December 6th?
        the following Monday => 2026-11-30 00:00 > 2026-12-01 00:00 : Monday, November 30th
        Monday => ? Do you mean today, Monday, November 23rd, or Monday of next week, November 30th?
        Monday at 9 => 2026-11-30 09:00 > 09:15 =09:00 : Monday, November 30th at 9 AM
        first thing Monday => 2026-11-30 07:30 > 09:00 morning : Monday, November 30th first thing in the morning
        last Friday => ! past: That day is already past.
        Friday week => 2026-12-04 00:00 > 2026-12-05 00:00 : Friday, December 4th
        the Thursday after next => 2026-12-10 00:00 > 2026-12-11 00:00 : Thursday, December 10th
        not this Friday but next => 2026-12-04 00:00 > 2026-12-05 00:00 : Friday, December 4th
        Friday of next week => 2026-12-04 00:00 > 2026-12-05 00:00 : Friday, December 4th
        next week Tuesday => 2026-12-01 00:00 > 2026-12-02 00:00 : Tuesday, December 1st
        Tuesday of next week at 9 => 2026-12-01 09:00 > 09:15 =09:00 : Tuesday, December 1st at 9 AM
        next available Thursday => 2026-11-26 00:00 > 2026-11-27 00:00 : Thursday, November 26th
        a weekday => 2026-11-23 10:05 > 2026-12-05 00:00 no day only 11-23 11-24 11-25 11-26 11-27 11-30 12-01 12-02 12-03 12-04 : on a weekday
        weekday mornings => 2026-11-23 10:05 > 2026-12-04 12:00 no day only 11-23 11-24 11-25 11-26 11-27 11-30 12-01 12-02 12-03 12-04 hours 05:00-12:00 morning : on a weekday, in the morning
        on weekends => 2026-11-28 00:00 > 2026-12-07 00:00 no day only 11-28 11-29 12-05 12-06 : on a weekend
      # near days
        today => 2026-11-23 10:05 > 2026-11-24 00:00 : Monday, November 23rd
        tomorrow => 2026-11-24 00:00 > 2026-11-25 00:00 : Tuesday, November 24th
        tomorrow morning => 2026-11-24 05:00 > 12:00 morning : Tuesday, November 24th in the morning
        day after tomorrow => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        the day after tomorrow at noon => 2026-11-25 12:00 > 12:15 =12:00 : Wednesday, November 25th at noon
        tonight => 2026-11-23 18:00 > 2026-11-24 00:00 evening : Monday, November 23rd in the evening
        this morning => 2026-11-23 10:05 > 12:00 morning : Monday, November 23rd in the morning
        this afternoon => 2026-11-23 12:00 > 18:00 afternoon : Monday, November 23rd in the afternoon
        later today => 2026-11-23 10:05 > 2026-11-24 00:00 : Monday, November 23rd
        the next day => 2026-11-24 00:00 > 2026-11-25 00:00 : Tuesday, November 24th
        yesterday => ! past: That day is already past.
        the same day, Tuesday next week at two => 2026-12-01 14:00 > 14:15 =14:00 : Tuesday, December 1st at 2 PM
        the same day tuesday next week at two => 2026-12-01 14:00 > 14:15 =14:00 : Tuesday, December 1st at 2 PM
        the same day => 2026-11-23 10:05 > 2026-11-24 00:00 : Monday, November 23rd
      # counted
        in three days => 2026-11-26 00:00 > 2026-11-27 00:00 : Thursday, November 26th
        three days from now => 2026-11-26 00:00 > 2026-11-27 00:00 : Thursday, November 26th
        in a couple of days => 2026-11-25 00:00 > 2026-11-27 00:00 no day : Wednesday, November 25th or Thursday, November 26th
        in a few days => 2026-11-25 00:00 > 2026-11-29 00:00 no day : between Wednesday, November 25th and Saturday, November 28th
        in two weeks => 2026-12-07 00:00 > 2026-12-08 00:00 : Monday, December 7th
        in a week => 2026-11-30 00:00 > 2026-12-01 00:00 : Monday, November 30th
        in a week or two => 2026-11-30 00:00 > 2026-12-08 00:00 no day : between Monday, November 30th and Monday, December 7th
        in a month => 2026-12-23 00:00 > 2026-12-24 00:00 : Wednesday, December 23rd
        two weeks from today => 2026-12-07 00:00 > 2026-12-08 00:00 : Monday, December 7th
        a week from today => 2026-11-30 00:00 > 2026-12-01 00:00 : Monday, November 30th
        a week from Thursday => 2026-12-03 00:00 > 2026-12-04 00:00 : Thursday, December 3rd
        a week from tomorrow => 2026-12-01 00:00 > 2026-12-02 00:00 : Tuesday, December 1st
        two weeks from Friday => 2026-12-11 00:00 > 2026-12-12 00:00 : Friday, December 11th
        2 weeks from Friday => 2026-12-11 00:00 > 2026-12-12 00:00 : Friday, December 11th
        in the next few days => 2026-11-23 10:05 > 2026-11-29 00:00 no day : between Monday, November 23rd and Saturday, November 28th
        in the next day or two => 2026-11-23 10:05 > 2026-11-26 00:00 no day : Monday, November 23rd, Tuesday, November 24th or Wednesday, November 25th
        the next couple of days => 2026-11-23 10:05 > 2026-11-27 00:00 no day : between Monday, November 23rd and Thursday, November 26th
        within three days => 2026-11-23 10:05 > 2026-11-27 00:00 no day : between Monday, November 23rd and Thursday, November 26th
        within a week => 2026-11-23 10:05 > 2026-12-01 00:00 no day : between Monday, November 23rd and Monday, November 30th
        sometime in the next week => 2026-11-23 10:05 > 2026-12-01 00:00 no day : between Monday, November 23rd and Monday, November 30th
        in two hours => 2026-11-23 12:15 > 12:30 =12:15 : Monday, November 23rd at 12:15 PM
        in half an hour => 2026-11-23 10:45 > 11:00 =10:45 : Monday, November 23rd at 10:45 AM
        in twenty minutes => 2026-11-23 10:30 > 10:45 =10:30 : Monday, November 23rd at 10:30 AM
      # weeks, months, years
        this week => 2026-11-23 10:05 > 2026-11-30 00:00 no day : the week of Monday, November 23rd
        sometime this week => 2026-11-23 10:05 > 2026-11-30 00:00 no day : the week of Monday, November 23rd
        next week => 2026-11-30 00:00 > 2026-12-07 00:00 no day : the week of Monday, November 30th
        the week after next => 2026-12-07 00:00 > 2026-12-14 00:00 no day : the week of Monday, December 7th
        early next week => 2026-11-30 00:00 > 2026-12-02 00:00 no day : Monday, November 30th or Tuesday, December 1st
        late next week => 2026-12-03 00:00 > 2026-12-05 00:00 no day : Thursday, December 3rd or Friday, December 4th
        the end of next week => 2026-12-03 00:00 > 2026-12-05 00:00 no day : Thursday, December 3rd or Friday, December 4th
        the middle of next week => 2026-12-01 00:00 > 2026-12-04 00:00 no day : Tuesday, December 1st, Wednesday, December 2nd or Thursday, December 3rd
        midweek => 2026-11-24 00:00 > 2026-11-27 00:00 no day : Tuesday, November 24th, Wednesday, November 25th or Thursday, November 26th
        later this week => 2026-11-24 00:00 > 2026-11-30 00:00 no day : between Tuesday, November 24th and Sunday, November 29th
        end of the week => 2026-11-26 00:00 > 2026-11-28 00:00 no day : Thursday, November 26th or Friday, November 27th
        this weekend => 2026-11-28 00:00 > 2026-11-30 00:00 no day : Saturday, November 28th or Sunday, November 29th
        the weekend => 2026-11-28 00:00 > 2026-11-30 00:00 no day : Saturday, November 28th or Sunday, November 29th
        next weekend => 2026-12-05 00:00 > 2026-12-07 00:00 no day unsure : Saturday, December 5th or Sunday, December 6th
        the weekend after next => 2026-12-12 00:00 > 2026-12-14 00:00 no day unsure : Saturday, December 12th or Sunday, December 13th
        the week of the 7th => 2026-12-07 00:00 > 2026-12-14 00:00 no day : the week of Monday, December 7th
        the week of December 7th => 2026-12-07 00:00 > 2026-12-14 00:00 no day : the week of Monday, December 7th
        this month => 2026-11-23 10:05 > 2026-12-01 00:00 no day : between Monday, November 23rd and Monday, November 30th
        next month => 2026-12-01 00:00 > 2027-01-01 00:00 no day : between Tuesday, December 1st and Thursday, December 31st
        end of the month => 2026-11-24 00:00 > 2026-12-01 00:00 no day : between Tuesday, November 24th and Monday, November 30th
        the beginning of next month => 2026-12-01 00:00 > 2026-12-11 00:00 no day : between Tuesday, December 1st and Thursday, December 10th
        beginning of the month => 2026-12-01 00:00 > 2026-12-11 00:00 no day : between Tuesday, December 1st and Thursday, December 10th
        mid-December => 2026-12-11 00:00 > 2026-12-21 00:00 no day : between Friday, December 11th and Sunday, December 20th
        early December => 2026-12-01 00:00 > 2026-12-11 00:00 no day : between Tuesday, December 1st and Thursday, December 10th
        late December => 2026-12-21 00:00 > 2027-01-01 00:00 no day : between Monday, December 21st and Thursday, December 31st
        December => 2026-12-01 00:00 > 2027-01-01 00:00 no day : between Tuesday, December 1st and Thursday, December 31st
        sometime in December => 2026-12-01 00:00 > 2027-01-01 00:00 no day : between Tuesday, December 1st and Thursday, December 31st
        in May => 2027-05-01 00:00 > 2027-06-01 00:00 no day : between Saturday, May 1st and Monday, May 31st
        the first week of December => 2026-12-01 00:00 > 2026-12-08 00:00 no day : between Tuesday, December 1st and Monday, December 7th
        the last week of the month => 2026-11-24 00:00 > 2026-12-01 00:00 no day : between Tuesday, November 24th and Monday, November 30th
        next year => 2027-01-01 00:00 > 2028-01-01 00:00 no day : between Friday, January 1st and Friday, December 31st, 2027
      # dates
        the 3rd => 2026-12-03 00:00 > 2026-12-04 00:00 : Thursday, December 3rd
        the third => 2026-12-03 00:00 > 2026-12-04 00:00 : Thursday, December 3rd
        the twenty fifth => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        the twenty-second at two => 2026-12-22 14:00 > 14:15 =14:00 : Tuesday, December 22nd at 2 PM
        the 31st => 2026-12-31 00:00 > 2027-01-01 00:00 : Thursday, December 31st
        the 23rd => 2026-11-23 10:05 > 2026-11-24 00:00 : Monday, November 23rd
        the first => 2026-12-01 00:00 > 2026-12-02 00:00 : Tuesday, December 1st
        the first of the month => 2026-12-01 00:00 > 2026-12-02 00:00 : Tuesday, December 1st
        the 5th of next month => 2026-12-05 00:00 > 2026-12-06 00:00 : Saturday, December 5th
        the 5th of the month => 2026-12-05 00:00 > 2026-12-06 00:00 : Saturday, December 5th
        November 25th => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        november twenty fifth => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        Nov 25 => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        November 25, 2026 => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        November 25th twenty twenty six => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        25 November => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        the 25th of November => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        11/25 => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        11/25/2026 => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        25/11 => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        11-25 => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        2026-11-25 => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        2026-12-01T09:30 => 2026-12-01 09:30 > 09:45 =09:30 : Tuesday, December 1st at 9:30 AM
        12/1 at 9:30 => 2026-12-01 09:30 > 09:45 =09:30 : Tuesday, December 1st at 9:30 AM
        December 1st through the 3rd => 2026-12-01 00:00 > 2026-12-04 00:00 no day : Tuesday, December 1st, Wednesday, December 2nd or Thursday, December 3rd
        December 1 to 3 => 2026-12-01 00:00 > 2026-12-04 00:00 no day : Tuesday, December 1st, Wednesday, December 2nd or Thursday, December 3rd
        January 5th at 9 => 2027-01-05 09:00 > 09:15 =09:00 : Tuesday, January 5th at 9 AM
        march 5th => 2027-03-05 00:00 > 2027-03-06 00:00 : Friday, March 5th
        the last Friday of the month => 2026-11-27 00:00 > 2026-11-28 00:00 : Friday, November 27th
        the first Monday in December => 2026-12-07 00:00 > 2026-12-08 00:00 : Monday, December 7th
        the third Tuesday of January => 2027-01-19 00:00 > 2027-01-20 00:00 : Tuesday, January 19th
        the last day of the month => 2026-11-30 00:00 > 2026-12-01 00:00 : Monday, November 30th
        Friday the 4th => 2026-12-04 00:00 > 2026-12-05 00:00 : Friday, December 4th
        Friday the 8th => 2027-01-08 00:00 > 2027-01-09 00:00 : Friday, January 8th
        Thursday, December 3rd => 2026-12-03 00:00 > 2026-12-04 00:00 : Thursday, December 3rd
        the 30th, a Monday => 2026-11-30 00:00 > 2026-12-01 00:00 : Monday, November 30th
        Tuesday the 25th => ? Do you mean tomorrow, Tuesday, November 24th, or this Wednesday, November 25th?
        tomorrow, Thursday => ? Do you mean tomorrow, Tuesday, November 24th, or this Thursday, November 26th?
        November 3rd => ! past: November 3rd is already past.
        November 3rd, 2026 => ! past: November 3rd, 2026 is already past.
        February 29th => ! no-such-day: February 2027 has only 28 days.
        February 30th => ! no-such-day: February 2027 has only 28 days.
        November 31st => ! no-such-day: November 2026 has only 30 days.
        13/13 => ! no-such-day: There is no such month.
        the 32nd => ! no-such-day: No month has a 32nd.
      # holidays
        Thanksgiving => 2026-11-26 00:00 > 2026-11-27 00:00 : Thursday, November 26th
        Black Friday => 2026-11-27 00:00 > 2026-11-28 00:00 : Friday, November 27th
        the day after Thanksgiving => 2026-11-27 00:00 > 2026-11-28 00:00 : Friday, November 27th
        the Wednesday before Thanksgiving => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        the Monday after Thanksgiving => 2026-11-30 00:00 > 2026-12-01 00:00 : Monday, November 30th
        the day before Thanksgiving => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        Thanksgiving week => 2026-11-23 10:05 > 2026-11-30 00:00 no day : the week of Monday, November 23rd
        Thanksgiving weekend => 2026-11-28 00:00 > 2026-11-30 00:00 no day : Saturday, November 28th or Sunday, November 29th
        Christmas Eve => 2026-12-24 00:00 > 2026-12-25 00:00 : Thursday, December 24th
        Christmas => 2026-12-25 00:00 > 2026-12-26 00:00 : Friday, December 25th
        New Year's Eve => 2026-12-31 00:00 > 2027-01-01 00:00 : Thursday, December 31st
        New Year's Day => 2027-01-01 00:00 > 2027-01-02 00:00 : Friday, January 1st
        MLK day => 2027-01-18 00:00 > 2027-01-19 00:00 : Monday, January 18th
        Presidents' Day => 2027-02-15 00:00 > 2027-02-16 00:00 : Monday, February 15th
        Valentine's Day => 2027-02-14 00:00 > 2027-02-15 00:00 : Sunday, February 14th
        Easter => 2027-03-28 00:00 > 2027-03-29 00:00 : Sunday, March 28th
        Good Friday => 2027-03-26 00:00 > 2027-03-27 00:00 : Friday, March 26th
        Memorial Day => 2027-05-31 00:00 > 2027-06-01 00:00 : Monday, May 31st
        Juneteenth => 2027-06-19 00:00 > 2027-06-20 00:00 : Saturday, June 19th
        the fourth of July => 2027-07-04 00:00 > 2027-07-05 00:00 : Sunday, July 4th
        Labor Day => 2027-09-06 00:00 > 2027-09-07 00:00 : Monday, September 6th
        Labor Day weekend => 2027-09-04 00:00 > 2027-09-07 00:00 no day : Saturday, September 4th, Sunday, September 5th or Monday, September 6th
        Columbus Day => 2027-10-11 00:00 > 2027-10-12 00:00 : Monday, October 11th, 2027
        Halloween => 2027-10-31 00:00 > 2027-11-01 00:00 : Sunday, October 31st, 2027
        Veterans Day => 2027-11-11 00:00 > 2027-11-12 00:00 : Thursday, November 11th, 2027
        before Christmas => 2026-11-23 10:05 > 2026-12-25 00:00 no day : before Friday, December 25th
        after Thanksgiving => 2026-11-27 00:00 > 2026-12-11 00:00 no day : after Thursday, November 26th
        between Christmas and New Year's => 2026-12-25 00:00 > 2027-01-02 00:00 no day : between Friday, December 25th and Friday, January 1st
        two days after Christmas => 2026-12-27 00:00 > 2026-12-28 00:00 : Sunday, December 27th
        the week after Thanksgiving => 2026-11-30 00:00 > 2026-12-07 00:00 no day : the week of Monday, November 30th
        the Friday before Christmas => 2026-12-18 00:00 > 2026-12-19 00:00 : Friday, December 18th
      # clock times
        noon => 2026-11-23 12:00 > 12:15 =12:00 no day unsure : Monday, November 23rd at noon
        at noon tomorrow => 2026-11-24 12:00 > 12:15 =12:00 : Tuesday, November 24th at noon
        noonish tomorrow => 2026-11-24 11:30 > 12:31 =12:00 : Tuesday, November 24th around noon
        midnight => 2026-11-24 00:00 > 00:15 =00:00 no day unsure : Monday, November 23rd at midnight
        8:15 => 2026-11-24 08:15 > 08:30 =08:15 no day unsure : Tuesday, November 24th at 8:15 AM
        8 15 on Friday => 2026-11-27 08:15 > 08:30 =08:15 : Friday, November 27th at 8:15 AM
        eight fifteen tomorrow => 2026-11-24 08:15 > 08:30 =08:15 : Tuesday, November 24th at 8:15 AM
        eight oh five tomorrow => 2026-11-24 08:05 > 08:20 =08:05 : Tuesday, November 24th at 8:05 AM
        8.30 tomorrow => 2026-11-24 08:30 > 08:45 =08:30 : Tuesday, November 24th at 8:30 AM
        at 3 => 2026-11-23 15:00 > 15:15 =15:00 no day unsure : Monday, November 23rd at 3 PM
        at 8 => 2026-11-24 08:00 > 08:15 =08:00 no day unsure : Tuesday, November 24th at 8 AM
        at 7 => 2026-11-24 07:00 > 07:15 =07:00 no day unsure : Tuesday, November 24th at 7 AM
        at 6 => 2026-11-23 18:00 > 18:15 =18:00 no day unsure : Monday, November 23rd at 6 PM
        at 12 => 2026-11-23 12:00 > 12:15 =12:00 no day unsure : Monday, November 23rd at noon
        12 thirty tomorrow => 2026-11-24 12:30 > 12:45 =12:30 : Tuesday, November 24th at 12:30 PM
        3:00 p.m. => 2026-11-23 15:00 > 15:15 =15:00 no day unsure : Monday, November 23rd at 3 PM
        3 p. m. tomorrow => 2026-11-24 15:00 > 15:15 =15:00 : Tuesday, November 24th at 3 PM
        two thirty p m => 2026-11-23 14:30 > 14:45 =14:30 no day unsure : Monday, November 23rd at 2:30 PM
        8am tomorrow => 2026-11-24 08:00 > 08:15 =08:00 : Tuesday, November 24th at 8 AM
        815 am tomorrow => 2026-11-24 08:15 > 08:30 =08:15 : Tuesday, November 24th at 8:15 AM
        at 230 tomorrow => 2026-11-24 14:30 > 14:45 =14:30 : Tuesday, November 24th at 2:30 PM
        15:00 => 2026-11-23 15:00 > 15:15 =15:00 no day unsure : Monday, November 23rd at 3 PM
        1500 hours tomorrow => 2026-11-24 15:00 > 15:15 =15:00 : Tuesday, November 24th at 3 PM
        9 o'clock tomorrow => 2026-11-24 09:00 > 09:15 =09:00 : Tuesday, November 24th at 9 AM
        nine o clock tomorrow => 2026-11-24 09:00 > 09:15 =09:00 : Tuesday, November 24th at 9 AM
        nine sharp tomorrow => 2026-11-24 09:00 > 09:15 =09:00 : Tuesday, November 24th at 9 AM
        half past eight tomorrow morning => 2026-11-24 08:30 > 08:45 =08:30 morning : Tuesday, November 24th at 8:30 AM
        quarter to nine tomorrow => 2026-11-24 08:45 > 09:00 =08:45 : Tuesday, November 24th at 8:45 AM
        quarter past nine tomorrow => 2026-11-24 09:15 > 09:30 =09:15 : Tuesday, November 24th at 9:15 AM
        a quarter of ten tomorrow => 2026-11-24 09:45 > 10:00 =09:45 : Tuesday, November 24th at 9:45 AM
        twenty past eight tomorrow => 2026-11-24 08:20 > 08:35 =08:20 : Tuesday, November 24th at 8:20 AM
        ten to nine tomorrow => 2026-11-24 08:50 > 09:05 =08:50 : Tuesday, November 24th at 8:50 AM
        five to nine tomorrow => 2026-11-24 08:55 > 09:10 =08:55 : Tuesday, November 24th at 8:55 AM
        quarter past noon tomorrow => 2026-11-24 12:15 > 12:30 =12:15 : Tuesday, November 24th at 12:15 PM
        half nine tomorrow => 2026-11-24 09:30 > 09:45 =09:30 : Tuesday, November 24th at 9:30 AM
        around nine tomorrow => 2026-11-24 08:30 > 09:31 =09:00 : Tuesday, November 24th around 9 AM
        nine-ish tomorrow => 2026-11-24 08:30 > 09:31 =09:00 : Tuesday, November 24th around 9 AM
        like 9 tomorrow => 2026-11-24 09:00 > 09:15 =09:00 : Tuesday, November 24th at 9 AM
        tomorrow at eight in the evening => 2026-11-24 20:00 > 20:15 =20:00 evening : Tuesday, November 24th at 8 PM
        two in the afternoon tomorrow => 2026-11-24 14:00 > 14:15 =14:00 afternoon : Tuesday, November 24th at 2 PM
        two this afternoon => 2026-11-23 14:00 > 14:15 =14:00 afternoon : Monday, November 23rd at 2 PM
        tomorrow, ten => 2026-11-24 10:00 > 10:15 =10:00 : Tuesday, November 24th at 10 AM
        ten tomorrow => 2026-11-24 10:00 > 10:15 =10:00 : Tuesday, November 24th at 10 AM
        ten on Tuesday => 2026-11-24 10:00 > 10:15 =10:00 : Tuesday, November 24th at 10 AM
        nine works => 2026-11-24 09:00 > 09:15 =09:00 no day unsure : Tuesday, November 24th at 9 AM
        how about ten => 2026-11-24 10:00 > 10:15 =10:00 no day unsure : Tuesday, November 24th at 10 AM
        make it eleven => 2026-11-23 11:00 > 11:15 =11:00 no day unsure : Monday, November 23rd at 11 AM
        let's do 4 => 2026-11-23 16:00 > 16:15 =16:00 no day unsure : Monday, November 23rd at 4 PM
        one o'clock tomorrow => 2026-11-24 13:00 > 13:15 =13:00 : Tuesday, November 24th at 1 PM
        1 tomorrow => 2026-11-24 13:00 > 13:15 =13:00 : Tuesday, November 24th at 1 PM
        today at 8 => ! past: Monday, November 23rd at 8 AM is already past.
        today at 3 pm => 2026-11-23 15:00 > 15:15 =15:00 : Monday, November 23rd at 3 PM
        today 8:30 => ! past: Monday, November 23rd at 8:30 AM is already past.
        tomorrow at 3 in the morning => 2026-11-24 03:00 > 03:15 =03:00 morning : Tuesday, November 24th at 3 AM
      # parts of the day
        in the morning => 2026-11-23 10:05 > 2026-11-29 12:00 no day hours 05:00-12:00 morning unsure : in the morning
        mornings are best => 2026-11-23 10:05 > 2026-11-29 12:00 no day hours 05:00-12:00 morning unsure : in the morning
        first thing in the morning => 2026-11-24 07:30 > 2026-11-29 09:00 no day hours 07:30-09:00 morning unsure : first thing in the morning
        first thing tomorrow => 2026-11-24 07:30 > 09:00 morning : Tuesday, November 24th first thing in the morning
        early Friday => 2026-11-27 07:30 > 09:30 morning : Friday, November 27th early in the morning
        early Friday morning => 2026-11-27 07:30 > 09:30 morning : Friday, November 27th early in the morning
        late morning on Friday => 2026-11-27 10:00 > 12:00 morning : Friday, November 27th late in the morning
        mid-morning Friday => 2026-11-27 09:00 > 11:00 morning : Friday, November 27th in the middle of the morning
        Friday around midday => 2026-11-27 11:00 > 14:00 midday : Friday, November 27th around midday
        Wednesday at lunch => 2026-11-25 11:00 > 14:00 midday : Wednesday, November 25th around midday
        early afternoon tomorrow => 2026-11-24 12:00 > 15:00 afternoon : Tuesday, November 24th early in the afternoon
        late afternoon tomorrow => 2026-11-24 15:00 > 18:00 afternoon : Tuesday, November 24th late in the afternoon
        Friday evening => 2026-11-27 17:00 > 22:00 evening : Friday, November 27th in the evening
        tomorrow night => 2026-11-24 18:00 > 2026-11-25 00:00 evening : Tuesday, November 24th in the evening
        end of the day tomorrow => 2026-11-24 16:00 > 18:00 afternoon : Tuesday, November 24th at the end of the day
        close of business Friday => 2026-11-27 16:00 > 18:00 afternoon : Friday, November 27th at the end of the day
        after lunch tomorrow => 2026-11-24 13:00 > 18:00 afternoon : Tuesday, November 24th after lunch
        after work on Thursday => 2026-11-26 16:30 > 20:00 evening : Thursday, November 26th after work
        before work on Thursday => 2026-11-26 05:00 > 09:00 morning : Thursday, November 26th before work
        Thursday when you open => 2026-11-26 07:30 > 09:00 morning : Thursday, November 26th first thing in the morning
        afternoon => 2026-11-23 12:00 > 2026-11-29 18:00 no day hours 12:00-18:00 afternoon unsure : in the afternoon
      # bounds and ranges
        after 4 => 2026-11-23 16:00 > 2026-11-30 00:00 no day hours 16:00-24:00 unsure : after 4 PM
        after 4 tomorrow => 2026-11-24 16:00 > 2026-11-25 00:00 : Tuesday, November 24th after 4 PM
        tomorrow any time after 3 => 2026-11-24 15:00 > 2026-11-25 00:00 : Tuesday, November 24th after 3 PM
        Thursday after 3 => 2026-11-26 15:00 > 2026-11-27 00:00 : Thursday, November 26th after 3 PM
        tomorrow not before ten => 2026-11-24 10:00 > 2026-11-25 00:00 : Tuesday, November 24th after 10 AM
        before ten => 2026-11-24 00:00 > 2026-11-29 10:00 no day hours 00:00-10:00 unsure : before 10 AM
        before noon tomorrow => 2026-11-24 00:00 > 12:00 : Tuesday, November 24th before noon
        no later than 9 tomorrow => 2026-11-24 00:00 > 09:01 : Tuesday, November 24th by 9 AM
        by 3 today => 2026-11-23 10:05 > 15:01 : Monday, November 23rd by 3 PM
        until noon tomorrow => 2026-11-24 00:00 > 12:01 : Tuesday, November 24th by noon
        tomorrow 9 or later => 2026-11-24 09:00 > 2026-11-25 00:00 : Tuesday, November 24th after 9 AM
        tomorrow from 9 on => 2026-11-24 09:00 > 2026-11-25 00:00 : Tuesday, November 24th after 9 AM
        Friday 10 at the latest => 2026-11-27 00:00 > 10:01 : Friday, November 27th by 10 AM
        between two and four => 2026-11-23 14:00 > 2026-11-29 16:00 no day hours 14:00-16:00 unsure : between 2 PM and 4 PM
        Wednesday between 2 and 4 pm => 2026-11-25 14:00 > 16:00 : Wednesday, November 25th between 2 PM and 4 PM
        tomorrow between 9 and 11 => 2026-11-24 09:00 > 11:00 : Tuesday, November 24th between 9 AM and 11 AM
        from 10 to 2 tomorrow => 2026-11-24 10:00 > 14:00 : Tuesday, November 24th between 10 AM and 2 PM
        10 to 2 tomorrow => 2026-11-24 10:00 > 14:00 : Tuesday, November 24th between 10 AM and 2 PM
        8-10 tomorrow => 2026-11-24 08:00 > 10:00 : Tuesday, November 24th between 8 AM and 10 AM
        8 to 10 tomorrow morning => 2026-11-24 08:00 > 10:00 morning : Tuesday, November 24th between 8 AM and 10 AM
        2 to 4 in the afternoon on Friday => 2026-11-27 14:00 > 16:00 afternoon : Friday, November 27th between 2 PM and 4 PM
        Tuesday after 2 but before 4 => 2026-11-24 14:00 > 16:00 : Tuesday, November 24th between 2 PM and 4 PM
        Tuesday afternoon after 2 => 2026-11-24 14:00 > 18:00 afternoon : Tuesday, November 24th in the afternoon after 2 PM
        I work until 5 so after that on Friday => 2026-11-27 17:00 > 2026-11-28 00:00 : Friday, November 27th after 5 PM
        by Friday => 2026-11-23 10:05 > 2026-11-28 00:00 no day : by Friday, November 27th
        by Friday noon => 2026-11-23 10:05 > 2026-11-27 12:00 no day : by Friday, November 27th at noon
        before Friday => 2026-11-23 10:05 > 2026-11-27 00:00 no day : before Friday, November 27th
        after Friday => 2026-11-28 00:00 > 2026-12-12 00:00 no day : after Friday, November 27th
        after the 3rd => 2026-12-04 00:00 > 2026-12-18 00:00 no day : after Thursday, December 3rd
        from Tuesday to Thursday => 2026-11-24 00:00 > 2026-11-27 00:00 no day : Tuesday, November 24th, Wednesday, November 25th or Thursday, November 26th
        Monday through Wednesday => 2026-11-30 00:00 > 2026-12-03 00:00 no day : Monday, November 30th, Tuesday, December 1st or Wednesday, December 2nd
        from the 3rd to the 5th => 2026-12-03 00:00 > 2026-12-06 00:00 no day : Thursday, December 3rd, Friday, December 4th or Saturday, December 5th
        next week in the afternoon => 2026-11-30 12:00 > 2026-12-06 18:00 no day hours 12:00-18:00 afternoon : the week of Monday, November 30th, in the afternoon
        any afternoon next week after 2 => 2026-11-30 14:00 > 2026-12-06 18:00 no day hours 14:00-18:00 afternoon : the week of Monday, November 30th, in the afternoon after 2 PM
        next week at 9 => 2026-11-30 09:00 > 2026-12-06 09:15 no day hours 09:00-09:15 : the week of Monday, November 30th, at 9 AM
      # alternatives
        Tuesday or Wednesday => 2026-11-24 00:00 > 2026-11-26 00:00 no day : Tuesday, November 24th or Wednesday, November 25th
        Tuesday or Thursday => 2026-11-24 00:00 > 2026-11-27 00:00 no day only 11-24 11-26 : Tuesday, November 24th or Thursday, November 26th
        Monday or Tuesday => 2026-11-24 00:00 > 2026-12-01 00:00 no day only 11-24 11-30 : Tuesday, November 24th or Monday, November 30th
        either Wednesday or Thursday after 3 => 2026-11-25 15:00 > 2026-11-27 00:00 no day hours 15:00-24:00 : Wednesday, November 25th or Thursday, November 26th, after 3 PM
        Tuesday, Wednesday or Thursday morning => 2026-11-24 05:00 > 2026-11-26 12:00 no day hours 05:00-12:00 morning : Tuesday, November 24th, Wednesday, November 25th or Thursday, November 26th, in the morning
        Tuesday and Thursday => 2026-11-24 00:00 > 2026-11-27 00:00 no day only 11-24 11-26 : Tuesday, November 24th or Thursday, November 26th
        the 24th or the 25th => 2026-11-24 00:00 > 2026-11-26 00:00 no day : Tuesday, November 24th or Wednesday, November 25th
        nine or ten on Tuesday => 2026-11-24 09:00 > 10:15 : Tuesday, November 24th at 9 AM or 10 AM
        Tuesday at 3 or 4 => 2026-11-24 15:00 > 16:15 : Tuesday, November 24th at 3 PM or 4 PM
        Tuesday at 8 or 3 => ? Which would you like better, Tuesday, November 24th at 8 AM, or Tuesday, November 24th at 3 PM?
        Tuesday at 9, 10 or 11 => 2026-11-24 09:00 > 11:15 : Tuesday, November 24th at 9 AM or 10 AM or 11 AM
        Tuesday before ten or after four => ? Which would you like better, Tuesday, November 24th before 10 AM, or Tuesday, November 24th after 4 PM?
        either morning or afternoon tomorrow => 2026-11-24 05:00 > 18:00 : Tuesday, November 24th in the morning or afternoon
        tomorrow morning or afternoon => 2026-11-24 05:00 > 18:00 : Tuesday, November 24th in the morning or afternoon
        Tuesday morning or Thursday afternoon => ? Which would you like better, Tuesday, November 24th in the morning, or Thursday, November 26th in the afternoon?
        Tuesday at 9 or Wednesday at 2 => ? Which would you like better, Tuesday, November 24th at 9 AM, or Wednesday, November 25th at 2 PM?
      # taken back
        Tuesday, no, Wednesday at ten => 2026-11-25 10:00 > 10:15 =10:00 : Wednesday, November 25th at 10 AM
        Tuesday at ten, no, Wednesday => 2026-11-25 10:00 > 10:15 =10:00 : Wednesday, November 25th at 10 AM
        Tuesday at ten, no, eleven => 2026-11-24 11:00 > 11:15 =11:00 : Tuesday, November 24th at 11 AM
        Friday the 4th at 10, no, make it 11 => 2026-12-04 11:00 > 11:15 =11:00 : Friday, December 4th at 11 AM
        Tuesday, I mean Wednesday => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        Tuesday, actually Wednesday => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        tomorrow, sorry, Thursday => 2026-11-26 00:00 > 2026-11-27 00:00 : Thursday, November 26th
        not Tuesday, Wednesday => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        Tuesday instead of Wednesday => 2026-11-24 00:00 > 2026-11-25 00:00 : Tuesday, November 24th
        I can't do Tuesday, how about Wednesday => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        Tuesday doesn't work, Wednesday does => 2026-11-25 00:00 > 2026-11-26 00:00 : Wednesday, November 25th
        Tuesday doesn't work for me => 2026-11-23 10:05 > 2026-12-07 00:00 no day only 11-23 11-25 11-26 11-27 11-28 11-29 11-30 12-02 12-03 12-04 12-05 12-06 : any time, not on Tuesdays
        any day but Monday => 2026-11-24 00:00 > 2026-12-07 00:00 no day only 11-24 11-25 11-26 11-27 11-28 11-29 12-01 12-02 12-03 12-04 12-05 12-06 : any time, not on Mondays
        Wednesday but not the morning => 2026-11-25 12:00 > 2026-11-26 00:00 : Wednesday, November 25th after noon
        not in the afternoon on Thursday => 2026-11-26 00:00 > 12:00 : Thursday, November 26th before noon
        move it from Tuesday to Thursday => 2026-11-26 00:00 > 2026-11-27 00:00 : Thursday, November 26th
        move it from Tuesday at 9 to Thursday at 10 => 2026-11-26 10:00 > 10:15 =10:00 : Thursday, November 26th at 10 AM
        this week is busy, so next Friday => 2026-12-04 00:00 > 2026-12-05 00:00 : Friday, December 4th
        I'm busy this week so I would prefer next Friday => 2026-12-04 00:00 > 2026-12-05 00:00 : Friday, December 4th
        I'm really busy this week, so next Friday => 2026-12-04 00:00 > 2026-12-05 00:00 : Friday, December 4th
      # no matter
        as soon as possible => 2026-11-23 10:05 > 2026-12-07 00:00 no day : as soon as possible
        ASAP please => 2026-11-23 10:05 > 2026-12-07 00:00 no day : as soon as possible
        the soonest you have => 2026-11-23 10:05 > 2026-12-07 00:00 no day : as soon as possible
        first available => 2026-11-23 10:05 > 2026-12-07 00:00 no day : as soon as possible
        as soon as possible today => 2026-11-23 10:05 > 2026-11-24 00:00 : Monday, November 23rd
        as early as possible tomorrow => 2026-11-24 00:00 > 2026-11-25 00:00 : Tuesday, November 24th
        the earliest on Friday => 2026-11-27 00:00 > 2026-11-28 00:00 : Friday, November 27th
        any time => 2026-11-23 10:05 > 2026-12-07 00:00 no day : any time
        whenever you can => 2026-11-23 10:05 > 2026-12-07 00:00 no day : any time
        I don't have a preference => 2026-11-23 10:05 > 2026-12-07 00:00 no day : any time
        any time tomorrow => 2026-11-24 00:00 > 2026-11-25 00:00 : Tuesday, November 24th
        not really, whenever works => 2026-11-23 10:05 > 2026-12-07 00:00 no day : any time
        anything works => 2026-11-23 10:05 > 2026-12-07 00:00 no day : any time
        any time in the afternoon => 2026-11-23 12:00 > 2026-12-06 18:00 no day hours 12:00-18:00 afternoon : any time in the afternoon
        whenever, but not in the morning => 2026-11-23 12:00 > 2026-12-07 00:00 no day hours 12:00-24:00 : any time after noon
      # in other words
        Good morning, can I come in tomorrow? => 2026-11-24 00:00 > 2026-11-25 00:00 : Tuesday, November 24th
        Hi, today I need some help, Thursday would be best => 2026-11-26 00:00 > 2026-11-27 00:00 : Thursday, November 26th
        the brakes went out yesterday, can I come tomorrow => 2026-11-24 00:00 > 2026-11-25 00:00 : Tuesday, November 24th
        I have 2 cars, one for Thursday at 8 => 2026-11-26 08:00 > 08:15 =08:00 : Thursday, November 26th at 8 AM
        can I get 4 tires on Friday => 2026-11-27 00:00 > 2026-11-28 00:00 : Friday, November 27th
        my 2018 Outback needs it by Thursday => 2026-11-23 10:05 > 2026-11-27 00:00 no day : by Thursday, November 26th
        may I come in on Friday => 2026-11-27 00:00 > 2026-11-28 00:00 : Friday, November 27th
        could you do 4:00, 4:00 p.m. today? => 2026-11-23 16:00 > 16:15 =16:00 : Monday, November 23rd at 4 PM
        Friday morning, then, at 8:30? => 2026-11-27 08:30 > 08:45 =08:30 morning : Friday, November 27th at 8:30 AM
        I'd like to come by on Friday, could you do 3 p.m.? => 2026-11-27 15:00 > 15:15 =15:00 : Friday, November 27th at 3 PM
      # nothing
        it makes a noise whenever I turn => none
        4 7 2-1 2 3 4 => none
        yes => none
        no => none
        okay => none
        I need new tires => none
        six one oh => none
        it's a 2012 => none
        is it going to take 2 hours => none
        it has been leaking for two weeks => none
        one moment => none
        second => none
        the first one => none
        the day after => none
        555-0100 => none
    `,
  },
  {
    title: 'ten minutes to the new year in Denver',
    now: '2027-01-01T06:50:00Z',
    zone: 'America/Denver',
    opens: '08:00',
    closes: '17:00',
    cases: `
        today => 2026-12-31 23:50 > 2027-01-01 00:00 : Thursday, December 31st
        tonight => 2026-12-31 23:50 > 2027-01-01 00:00 evening : Thursday, December 31st in the evening
        tomorrow => 2027-01-01 00:00 > 2027-01-02 00:00 : Friday, January 1st
        tomorrow at 8 => 2027-01-01 08:00 > 08:15 =08:00 : Friday, January 1st at 8 AM
        Monday => 2027-01-04 00:00 > 2027-01-05 00:00 : Monday, January 4th
        Friday => 2027-01-01 00:00 > 2027-01-02 00:00 : Friday, January 1st
        Saturday => 2027-01-02 00:00 > 2027-01-03 00:00 : Saturday, January 2nd
        next Friday => ? Do you mean tomorrow, Friday, January 1st, or Friday of next week, January 8th?
        the 1st => 2027-01-01 00:00 > 2027-01-02 00:00 : Friday, January 1st
        the 31st => 2026-12-31 23:50 > 2027-01-01 00:00 : Thursday, December 31st
        January 2nd => 2027-01-02 00:00 > 2027-01-03 00:00 : Saturday, January 2nd
        December 31st => 2026-12-31 23:50 > 2027-01-01 00:00 : Thursday, December 31st
        New Year's Eve => 2026-12-31 23:50 > 2027-01-01 00:00 : Thursday, December 31st
        New Year's Day => 2027-01-01 00:00 > 2027-01-02 00:00 : Friday, January 1st
        next week => 2027-01-04 00:00 > 2027-01-11 00:00 no day : the week of Monday, January 4th
        this weekend => 2027-01-02 00:00 > 2027-01-04 00:00 no day : Saturday, January 2nd or Sunday, January 3rd
        next month => 2027-01-01 00:00 > 2027-02-01 00:00 no day : between Friday, January 1st and Sunday, January 31st
        next year => 2027-01-01 00:00 > 2028-01-01 00:00 no day : between Friday, January 1st and Friday, December 31st, 2027
        this year => 2026-12-31 23:50 > 2027-01-01 00:00 : Thursday, December 31st
        end of the month => 2026-12-31 23:50 > 2027-01-01 00:00 : Thursday, December 31st
        in half an hour => 2027-01-01 00:30 > 00:45 =00:30 : Friday, January 1st at 12:30 AM
        in two hours => 2027-01-01 02:00 > 02:15 =02:00 : Friday, January 1st at 2 AM
        noon => 2027-01-01 12:00 > 12:15 =12:00 no day unsure : Friday, January 1st at noon
        at 8 => 2027-01-01 08:00 > 08:15 =08:00 no day unsure : Friday, January 1st at 8 AM
        8 this morning => ! past: Thursday, December 31st at 8 AM is already past.
        11:45 pm => 2027-01-01 23:45 > 2027-01-02 00:00 =23:45 no day unsure : Friday, January 1st at 11:45 PM
        Valentine's Day => 2027-02-14 00:00 > 2027-02-15 00:00 : Sunday, February 14th
        February 29th => ! no-such-day: February 2027 has only 28 days.
        yesterday => ! past: That day is already past.
    `,
  },
  {
    title: 'a Sunday before a leap day in Los Angeles, open into the evening',
    now: '2028-02-27T17:00:00Z',
    zone: 'America/Los_Angeles',
    opens: '07:00',
    closes: '20:00',
    cases: `
        today => 2028-02-27 09:00 > 2028-02-28 00:00 : Sunday, February 27th
        tomorrow => 2028-02-28 00:00 > 2028-02-29 00:00 : Monday, February 28th
        Tuesday => 2028-02-29 00:00 > 2028-03-01 00:00 : Tuesday, February 29th
        next Tuesday => 2028-02-29 00:00 > 2028-03-01 00:00 unsure : Tuesday, February 29th
        this Tuesday => 2028-02-29 00:00 > 2028-03-01 00:00 : Tuesday, February 29th
        next Sunday => 2028-03-05 00:00 > 2028-03-06 00:00 unsure : Sunday, March 5th
        Sunday => ? Do you mean today, Sunday, February 27th, or Sunday of next week, March 5th?
        February 29th => 2028-02-29 00:00 > 2028-03-01 00:00 : Tuesday, February 29th
        the 29th => 2028-02-29 00:00 > 2028-03-01 00:00 : Tuesday, February 29th
        March 1st => 2028-03-01 00:00 > 2028-03-02 00:00 : Wednesday, March 1st
        the 30th => 2028-03-30 00:00 > 2028-03-31 00:00 : Thursday, March 30th
        end of the month => 2028-02-27 09:00 > 2028-03-01 00:00 no day : Sunday, February 27th, Monday, February 28th or Tuesday, February 29th
        the last day of the month => 2028-02-29 00:00 > 2028-03-01 00:00 : Tuesday, February 29th
        next weekend => 2028-03-04 00:00 > 2028-03-06 00:00 no day unsure : Saturday, March 4th or Sunday, March 5th
        this weekend => 2028-02-27 09:00 > 2028-02-28 00:00 : Sunday, February 27th
        next week => 2028-02-28 00:00 > 2028-03-06 00:00 no day : the week of Monday, February 28th
        at 7:30 => 2028-02-28 07:30 > 07:45 =07:30 no day unsure : Monday, February 28th at 7:30 AM
        at 8 => 2028-02-28 08:00 > 08:15 =08:00 no day unsure : Monday, February 28th at 8 AM
        at 6:30 => 2028-02-27 18:30 > 18:45 =18:30 no day unsure : Sunday, February 27th at 6:30 PM
        February 29th 2029 => ! no-such-day: February 2029 has only 28 days.
        in two days => 2028-02-29 00:00 > 2028-03-01 00:00 : Tuesday, February 29th
    `,
  },
  {
    title: 'the eve of daylight saving time in Chicago',
    now: '2027-03-13T22:20:00Z',
    zone: 'America/Chicago',
    opens: '08:00',
    closes: '18:00',
    cases: `
        tomorrow at 2:30 am => ! no-such-time: That hour does not exist on Sunday, March 14th: the clocks go forward.
        tomorrow at 3 am => 2027-03-14 03:00 > 03:15 =03:00 : Sunday, March 14th at 3 AM
        tomorrow => 2027-03-14 00:00 > 2027-03-15 00:00 : Sunday, March 14th
        tonight at 8 => 2027-03-13 20:00 > 20:15 =20:00 evening : Saturday, March 13th at 8 PM
        tomorrow morning => 2027-03-14 05:00 > 12:00 morning : Sunday, March 14th in the morning
        Sunday at noon => 2027-03-14 12:00 > 12:15 =12:00 : Sunday, March 14th at noon
        2 am on Sunday => ! no-such-time: That hour does not exist on Sunday, March 14th: the clocks go forward.
        Monday at 2:30 => 2027-03-15 14:30 > 14:45 =14:30 : Monday, March 15th at 2:30 PM
        between 1 and 4 in the morning tomorrow => 2027-03-14 01:00 > 04:00 morning : Sunday, March 14th between 1 AM and 4 AM
        next Saturday => 2027-03-20 00:00 > 2027-03-21 00:00 : Saturday, March 20th
        Saturday => ? Do you mean today, Saturday, March 13th, or Saturday of next week, March 20th?
        Easter => 2027-03-28 00:00 > 2027-03-29 00:00 : Sunday, March 28th
        St. Patrick's Day => 2027-03-17 00:00 > 2027-03-18 00:00 : Wednesday, March 17th
        in 12 hours => 2027-03-14 05:30 > 05:45 =05:30 : Sunday, March 14th at 5:30 AM
    `,
  },
  {
    title: 'a Friday after closing in New York, two days before the clocks go back',
    now: '2027-11-05T21:45:00Z',
    zone: 'America/New_York',
    opens: '07:30',
    closes: '17:30',
    cases: `
        today => 2027-11-05 17:45 > 2027-11-06 00:00 : Friday, November 5th
        today at 5 => ! past: Friday, November 5th at 5 PM is already past.
        Sunday at 1:30 am => 2027-11-07 01:30 > 01:45 =01:30 : Sunday, November 7th at 1:30 AM
        Sunday morning => 2027-11-07 05:00 > 12:00 morning : Sunday, November 7th in the morning
        Sunday => 2027-11-07 00:00 > 2027-11-08 00:00 : Sunday, November 7th
        Friday => 2027-11-12 00:00 > 2027-11-13 00:00 : Friday, November 12th
        next Friday => 2027-11-12 00:00 > 2027-11-13 00:00 : Friday, November 12th
        Monday first thing => 2027-11-08 07:30 > 09:00 morning : Monday, November 8th first thing in the morning
        tomorrow => 2027-11-06 00:00 > 2027-11-07 00:00 : Saturday, November 6th
        this Friday => 2027-11-05 17:45 > 2027-11-06 00:00 : Friday, November 5th
        as soon as possible => 2027-11-05 17:45 > 2027-11-19 00:00 no day : as soon as possible
        at 9 => 2027-11-06 09:00 > 09:15 =09:00 no day unsure : Saturday, November 6th at 9 AM
        the 5th => 2027-11-05 17:45 > 2027-11-06 00:00 : Friday, November 5th
        Veterans Day => 2027-11-11 00:00 > 2027-11-12 00:00 : Thursday, November 11th
    `,
  },
  {
    title: 'a Wednesday in Phoenix, where the clocks never change',
    now: '2027-07-07T18:00:00Z',
    zone: 'America/Phoenix',
    opens: '07:00',
    closes: '16:00',
    cases: `
        tomorrow at 9 => 2027-07-08 09:00 > 09:15 =09:00 : Thursday, July 8th at 9 AM
        next Thursday => ? Do you mean tomorrow, Thursday, July 8th, or Thursday of next week, July 15th?
        Thursday at 10 => 2027-07-08 10:00 > 10:15 =10:00 : Thursday, July 8th at 10 AM
        Labor Day => 2027-09-06 00:00 > 2027-09-07 00:00 : Monday, September 6th
        the 15th at half past two => 2027-07-15 14:30 > 14:45 =14:30 : Thursday, July 15th at 2:30 PM
        March 14th at 2:30 am => 2028-03-14 02:30 > 02:45 =02:30 : Tuesday, March 14th at 2:30 AM
        as soon as possible => 2027-07-07 11:00 > 2027-07-21 00:00 no day : as soon as possible
        at 5 => 2027-07-07 17:00 > 17:15 =17:00 no day unsure : Wednesday, July 7th at 5 PM
        after work => 2027-07-07 16:30 > 2027-07-13 20:00 no day hours 16:30-20:00 evening unsure : after work
    `,
  },
  {
    title: 'a Monday before two closed days',
    now: '2026-11-23T15:05:00Z',
    zone: 'America/New_York',
    opens: '07:30',
    closes: '18:00',
    closures: ['2026-11-26', '2026-11-27'],
    cases: `
        next Thursday => 2026-12-03 00:00 > 2026-12-04 00:00 : Thursday, December 3rd
        next Thursday, first thing => 2026-12-03 07:30 > 09:00 morning : Thursday, December 3rd first thing in the morning
        next Friday => 2026-12-04 00:00 > 2026-12-05 00:00 : Friday, December 4th
        Thursday => 2026-11-26 00:00 > 2026-11-27 00:00 : Thursday, November 26th
        at 9 => 2026-11-24 09:00 > 09:15 =09:00 no day unsure : Tuesday, November 24th at 9 AM
        tomorrow => 2026-11-24 00:00 > 2026-11-25 00:00 : Tuesday, November 24th
    `,
  },
];
