/** First names that are one name: short forms, and spellings that sound the same. */
import { listed } from '../words.ts';

const GROUPS = listed(`
  abigail abby abbie gail, abraham abe, albert al bert bertie, alexander alex alec al xander sandy, alexandra alex alexa sandra sandy,
  alfred al fred alfie, allison ali allie alison alyson, amanda mandy, andrew andy drew, angela angie, anna ann anne annie hannah,
  anthony tony anton, antonio tony, arthur art artie, barbara barb barbie babs, benjamin ben benny benji, bernard bernie barney,
  bradley brad, brian bryan bryant, bridget bridgette brigitte, caroline carolyn carol carrie lynn, catherine katherine kathryn cathy
  kathy kate katie kat kitty kay katharine, charles charlie chuck chas chaz, charlotte charlie lottie, christina christine chris chrissy
  tina kristina kristine kris, christopher chris kit topher kris kristopher, cynthia cindy, daniel dan danny, danielle dani, david dave
  davey, deborah debra deb debbie, dennis denny denis, diana diane di dianne, dominic dominick dom nick, donald don donny donnie,
  dorothy dot dottie dolly, douglas doug, edward ed eddie ted ned teddy, eleanor ellie nora elinor ellen, elizabeth liz lizzie beth betty
  betsy eliza elisabeth libby lisa, emily em emmy, eric erik rick erick, erin aaron aron, ernest ernie, eugene gene, evelyn evie eve,
  frances fran franny frankie, francis frank frankie, franklin frank, frederick fred freddy freddie, gabriel gabe, gabrielle gabby,
  geoffrey jeffrey jeff geoff jeffery, gerald gerry jerry, gregory greg gregg, harold harry hal, henry hank harry, howard howie,
  isabella isabel bella izzy isabelle, jacob jake, jacqueline jackie jacky, james jim jimmy jamie jimmie, janet jan, jason jay jayson,
  jennifer jen jenny jenn, jeremy jerry jeremiah, jessica jess jessie, joanna joanne jo joan, john jack johnny jon johnnie, jonathan jon
  jonny john johnathan, joseph joe joey, joshua josh, judith judy judi, julia julie jules, katelyn caitlin kaitlyn caitlyn kate, kenneth
  ken kenny, kevin kev, kimberly kim, lawrence larry laurence lars, leonard leo len lenny, leslie les lesley, lillian lily lillie, linda
  lynn lin, louis lou louie lewis, louise lou, lucille lucy, madeline maddie madeleine, margaret maggie meg peggy marge margie rita greta,
  maria marie mary, mark marc marcus, martha marty, martin marty, mary molly polly mae, matthew matt matty mathew, maxwell max, megan meg
  meghan meagan, melissa missy mel, michael mike mick mickey micheal mikey, michelle shelly michele chelle, mitchell mitch, nancy nan,
  natalie nat, nathan nate nathaniel nat, nicholas nick nicky nicolas nico, nicole nikki nicky, nora norah, oliver ollie, oscar ozzie,
  pamela pam, patricia pat patty tricia trish patti, patrick pat paddy rick, peter pete, philip phil phillip, phyllis phil, rachel
  rachael rae, raymond ray, rebecca becky becca rebekah, reginald reg reggie, richard rick ricky rich dick richie rickey, robert bob bobby
  rob robbie bert, roberta bobbie, ronald ron ronnie ronny, rosemary rose rosie, russell russ rusty, samantha sam sammy, samuel sam sammy,
  sandra sandy, sarah sara sally sadie, scott scotty scottie, sean shawn shaun shane, shane shayne shayna, sharon shari sherry,
  shirley shirl, stephanie steph stephie, stephen steven steve stevie stephan, stuart stewart stu, susan sue susie suzy suzanne,
  sylvia silvia, terence terry terrance, teresa theresa terry tess, theodore ted teddy theo, thomas tom tommy thom, timothy tim timmy,
  todd tod, tracy tracey, tyler ty, valerie val, vanessa nessa, veronica ronnie, victor vic, victoria vicky vicki tori tory, vincent vince
  vinny vin, virginia ginny ginger, walter walt wally, wayne dwayne, wesley wes, william bill billy will willie liam willy, zachary zach
  zack zachariah
`).map((group) => group.split(' '));

const NAMESAKES: ReadonlyMap<string, ReadonlySet<number>> = (() => {
  const groups = new Map<string, Set<number>>();
  GROUPS.forEach((group, i) => {
    for (const name of group) groups.set(name, (groups.get(name) ?? new Set()).add(i));
  });
  return groups;
})();

/** Whether two first names, in lower case, are forms of one. */
export function areNamesakes(a: string, b: string): boolean {
  const groups = NAMESAKES.get(a);
  return groups !== undefined && [...(NAMESAKES.get(b) ?? [])].some((group) => groups.has(group));
}

/** Every name of the table, in lower case. */
export const KNOWN_FORMS: ReadonlySet<string> = new Set(NAMESAKES.keys());
