/** How callers answer a read-back, by what it is judged: every line of a list is one answer. */

export const YES = `
yes
Yes.
yeah
Yep.
yup
yea
ya
Yes, yes.
yes please
Yes, that's right.
Yes, that's correct.
Yes. That is correct.
Yeah, that's fine.
Yeah, that's right.
yep that's it
Yes sir.
yes ma'am
sure
Sure thing.
Sure, go ahead.
of course
absolutely
Definitely.
certainly
exactly
Correct.
That's correct.
that is correct
That's right.
right
All right.
alright then
okay
Okay.
OK, thanks.
okay, sounds good
Okay, great, thank you.
Sounds good.
That sounds good to me.
sounds great
That sounds right.
everything sounds right
looks good
perfect
Perfect, thank you so much.
That's perfect.
great
That's great, thanks.
fine
That's fine.
That's fine by me.
That'd be fine.
that would be great
That would be perfect.
that'll work
That will work.
That works.
That works for me.
works for me
yes, that works great
that'll do
Go ahead.
go ahead please
Yes, go ahead and book it.
go ahead and book that for me
Book it.
Please book it.
yes, book it please
You can book it.
you can go ahead and book it now
Let's do it.
let's do that
let's book it then
Do it.
Please do.
I'll take it.
I'll take that one
I'll do that.
I can do that.
I can make that work.
Sign me up.
uh-huh
Mm-hmm.
mhm
um, yes
uh, yeah, sure
Oh, yes.
well, yes
Hmm, okay.
Yeah, I guess.
Yeah, I think so.
yes I think that's right
No problem.
That's no problem.
not a problem
that won't be a problem
You got it.
You got it right.
That's me.
That's my number.
yes it is
I do.
yes I am
you bet
by all means
for sure
Agreed.
I agree.
Confirmed.
Please confirm it.
roger that
very well
Yes, thank you, goodbye.
That's that's fine.
yes indeed
totally
It's all good.
yes, that is all correct
Yes, I understand.
`;

export const NO = `
no
No.
nope
Nah.
no no
No, thanks.
no thank you
No, sorry.
not really
not quite
Not at all.
absolutely not
Definitely not.
No way.
That's wrong.
that's not right
That's not correct.
no that's not right
No, that is wrong.
That isn't right.
incorrect
wrong
I don't think so.
No, I don't.
no I can't
I can't do that.
That doesn't work.
that won't work for me
it doesn't work for us
don't
Please don't.
Don't book it.
please don't do that
Do not book that.
uh-uh
nuh-uh
negative
now.
Know.
no, that's it
No, that's all, thanks.
Oh, no.
um, no
no, not that one
I don't want that.
never
`;

export const OTHER = `
yes but make it ten
Yes, but can we do Wednesday?
yeah, but not in the morning
Yes, except the phone number is wrong.
okay but what does it cost
sure, if it's cheap
yes if you can do it before noon
Yes, and an oil change too.
yes, and next Friday
yes, on Wednesday
Yes, at 10.
yes 9:30
That's correct, and the other car too.
Yeah, actually make it eleven.
yes, change it to Thursday
no that's fine
No, that's right.
no, just go ahead and book it
no, you got it right
Yeah, no.
yes no
no, yes
No, make it ten.
no, Wednesday
no, it's Dana with a D
maybe
Probably.
yeah, probably
possibly
I think so.
I guess so.
I guess
I suppose
it depends
I'm not sure
let me think
let me check with my wife
Hold on.
wait
one second
yes, wait
Okay, so
yes, um
yes and
So, Friday at 8:30?
Yes?
Right?
is that right
What did you say?
can you repeat that
how much is it
who is this
hello
thanks
thank you
um
uh
sorry
I'm good.
I'm fine
never mind
never mind then
Tuesday
at nine
6104823057
my name is Dana
Dana Whitfield
oil change
the brakes
I have a question.
yes I have a question
cancel it
cancel that
go ahead and cancel it
alright, cancel
okay, cancel that
All right. Well.
yes, actually
move it
move it to Friday
don't forget the tires
book it for Thursday
book me the five o'clock
yes right now
right away
I know where it is
not yet
not now
that's all
nothing else
that one
if you say so
why not
yes sir but no
okay bye, wait
do you have anything else
do
work
sure would
goodbye
I'd like to speak to a person
operator
okay I'll call back
that's not wrong
yesterday
no worries
noted no yes
yes in case
`;
