/** Common first names: what tells a name from other words when nothing announces it. */

import { wordsAlike } from '../likeness.ts';
import { listed } from '../words.ts';
import { KNOWN_FORMS } from './nicknames.ts';

const MORE = listed(`
  aaliyah, adam, adrian, adriana, agnes, ahmed, aidan, aiden, aisha, alan, alana, alberto, alejandro, alice, alicia, alina, allan, allen,
  alma, alvin, alyssa, amber, amelia, amir, amy, ana, andre, andrea, andres, angel, angelica, angelina, anita, antoine, april, ariana,
  ariel, armando, arnold, arturo, ashley, ashton, audrey, austin, autumn, ava, avery, barry, beatrice, becky, bella, benny, bernadette,
  beverly, blake, bonnie, boris, brad, brady, brandi, brandon, brandy, brenda, brendan, brent, brett, brianna, brittany, brock, brooke,
  bruce, bryce, byron, caleb, calvin, cameron, camila, candace, carl, carla, carlos, carlton, carmen, cassandra, cecilia, cedric, cesar,
  chad, chelsea, cheryl, chester, chloe, claire, clara, clarence, claude, claudia, clayton, clifford, clinton, clyde, cody, cole, colin,
  colleen, connie, connor, corey, cory, courtney, craig, crystal, curtis, daisy, dale, dallas, damian, damon, dana, daphne, darius,
  darlene, darrell, darren, daryl, dawn, dean, deandre, deanna, dee, deepak, delores, denise, derek, derrick, desmond, destiny, devin,
  devon, dexter, diego, dina, dolores, donna, dora, doris, duane, dustin, dwight, dylan, earl, eddy, edgar, edith, edna, eduardo, edwin,
  efrain, eileen, elaine, eli, elias, elijah, elise, ella, elliot, elliott, elmer, elsa, elvis, emilio, emma, emmanuel, enrique, ericka,
  erika, ernesto, esmeralda, esperanza, esteban, esther, ethan, ethel, eva, evan, everett, faith, farah, fatima, felicia, felipe, felix,
  fernando, fiona, flora, florence, floyd, forrest, gary, garry, garrett, gavin, genevieve, george, georgia, geraldine, gilbert, gina,
  giovanni, gladys, glen, glenn, gloria, gordon, grace, graham, grant, guadalupe, guillermo, gustavo, guy, gwen, harriet, harvey, hassan,
  hazel, heather, hector, heidi, helen, herbert, herman, holly, hope, hugh, hugo, hunter, ian, ibrahim, ida, ignacio, imani, ines, ingrid,
  irene, iris, isaac, isaiah, ivan, ivy, jada, jaime, jamal, jane, janice, jared, jasmine, javier, jaxon, jayden, jean, jeanette, jeff,
  jenna, jerome, jesse, jesus, jill, joaquin, jocelyn, jodi, jody, joel, johanna, jordan, jorge, jose, josephine, joy, joyce, juan,
  juanita, julian, juliana, julio, june, justin, kaitlin, kareem, karen, karina, karl, karla, kayla, keith, kelly, kelsey, kendall,
  kendra, kent, kerry, kiara, kirk, krista, kristen, kristin, kurt, kyle, kylie, lamar, lance, landon, latoya, laura, lauren, laurie,
  leah, leandro, lee, leila, lena, leon, leroy, lester, levi, liliana, lindsay, lindsey, lloyd, logan, lois, lola, lonnie, lorena,
  lorenzo, loretta, lori, lorraine, lucas, lucia, luis, luke, lydia, lyle, mackenzie, malcolm, malik, manuel, marcia, marco, margarita,
  mariah, marian, mariana, mario, marion, marisol, marjorie, marlene, marsha, marshall, marvin, mason, mateo, maureen, maurice, mauricio,
  max, maya, mei, melanie, melinda, melvin, mercedes, meredith, mia, micah, miguel, mila, mildred, miles, milton, mindy, minh, miranda,
  miriam, misty, mohamed, mohammed, monica, monique, morgan, moses, muhammad, muriel, myra, myrtle, nadia, naomi, natasha, neil, nelson,
  nina, noah, noel, nolan, norma, norman, olga, olivia, omar, opal, orlando, owen, pablo, paige, paloma, paula, paul, paulette, pauline,
  pearl, pedro, penny, perry, phoebe, preston, priscilla, priya, quentin, quincy, rafael, raj, ralph, ramon, randall, randy, raul, regina,
  rene, renee, reuben, rex, rhonda, ricardo, riley, robin, roderick, rodney, rodrigo, roger, roland, rolando, roman, ronaldo, rosa,
  rosalie, roxanne, roy, ruben, ruby, rudy, ruth, ryan, sabrina, salvador, santiago, santos, sasha, saul, savannah, scarlett, sebastian,
  selena, sergio, seth, shannon, sharon, shaquille, sheila, shelby, shelley, sheldon, sherri, sidney, simon, skylar, sofia, sonia, sonya,
  sophia, sophie, spencer, stacey, stacy, stan, stanley, stella, stephon, sterling, summer, sven, sydney, tamara, tami, tammy, tania,
  tanya, tara, tasha, tatiana, taylor, terrell, terri, thelma, tiffany, tina, toby, toni, tonya, travis, trent, trevor, trey, trinity,
  tristan, troy, tyrone, uma, ursula, vera, vernon, vicente, viktor, viola, violet, vivian, wade, wallace, wanda, warren, wei, wendy,
  whitney, wilbur, willard, wilma, winston, xavier, yasmin, yolanda, yvette, yvonne, zoe, portia, rosalind, shanice, lynne, dawson, joey,
  jackson, jill, dirk, gage, glenda, greta, henrietta, hilda, homer, horace, irma, jeannie, joann, kirsten, lana, leona, mabel, mack,
  marla, marlon, maxine, minnie, nelda, nellie, otis, patsy, percy, ramona, roscoe, rosalyn, roxie, rufus, sherman, susanna, sylvester,
  tabitha, tomas, ulysses, verna, wilfred, winifred, yesenia, zelda
`);

const FIRST_NAMES: ReadonlySet<string> = new Set([...KNOWN_FORMS, ...MORE]);

/** Whether a word, in lower case, is a common first name. */
export function isFirstName(word: string): boolean {
  return FIRST_NAMES.has(word);
}

/** From this likeness on a word may be another one, badly heard. */
const NEAR = 0.8;

/** The one common first name that both words are close to; null when there is none, or several. */
export function firstNameNear(one: string, other: string): string | null {
  const near = [...FIRST_NAMES]
    .map((name) => ({ name, alike: Math.min(wordsAlike(name, one), wordsAlike(name, other)) }))
    .filter(({ name, alike }) => alike >= NEAR && name.length >= one.length && name.startsWith(one.slice(0, 2)))
    .toSorted((a, b) => b.alike - a.alike);
  const [first, second] = near;
  return first === undefined || second?.alike === first.alike ? null : first.name;
}
