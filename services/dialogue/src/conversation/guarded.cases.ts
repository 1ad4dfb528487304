/** Sentences that no answer may contain when nothing in the call backs them. */
export const GUARDED: readonly string[] = `
You're booked.
You're all set for your oil change.
You're all booked, Dana.
You are now scheduled.
Your appointment is confirmed.
Your appointment has been booked.
Your oil change is booked, and you will get a message.
I've booked that for you.
I have booked you in, no problem.
I have you down and confirmed.
I booked it.
I just booked it for you, so don't worry.
That's been scheduled.
Everything is set up.
It's confirmed.
We've got you booked in.
Consider it booked.
You are good to go.
See you on Tuesday!
We'll see you tomorrow.
Looking forward to seeing you on Friday.
I've cancelled your appointment.
Your visit is cancelled.
It has been canceled.
I cancelled it for you.
Your appointment has been called off.
I've moved your appointment.
Your appointment has been rescheduled.
That's been changed.
I switched it.
I've rescheduled you, and everything is fine.
I have Tuesday at 10 AM.
We have an opening on November 30th.
I can fit you in at noon.
Tuesday at nine is available.
How about Tuesday at 2:30 PM?
You have an oil change on Monday at 10 AM.
Your car is due tomorrow at eight.
That starts at $59.
That will be 59 dollars.
Brakes cost ten dollars.
I can do that for free.
That is half price for you.
I'll give you 20 percent off.
I'm a real person.
I am a human.
I'm not a robot.
You're talking to a real human, don't worry.
My instructions are to help you.
My rules say that I help callers.
`
  .trim()
  .split('\n');
