"""Speakers in English news, as agencies, broadcasters and papers write it; all made up.

In the articles '[Mary Dunn| ...]' marks what Mary Dunn says, '[-| ...]' what somebody unnamed says.
"""

import pytest

from tests.index.marked import check_marked

AGENCY = """PORT HAVEN (AP) — [-| A freight train carrying propane left the tracks early Tuesday
near Port Haven, forcing about 400 people from their homes], officials said.

[Dale Whitcomb| No one was hurt], Fire Chief Dale Whitcomb told reporters at the scene.

[Dale Whitcomb| “We got lucky. Another fifty yards and this is a different conversation,”]
Whitcomb said.

[Lena Ostrander| The track had been inspected nine days earlier], said Lena Ostrander, a
spokesperson for Northern Freight. [Lena Ostrander| “We will cooperate fully with investigators,”]
she said.

Ostrander declined to say how fast the train was moving.

Sgt. Marcus Bell of the county sheriff's office said [Marcus Bell| the evacuation order would be
lifted by nightfall].

[Ruth Amsel| “I grabbed the cat and the photographs,”] said Ruth Amsel, 71, who has lived beside
the line for three decades. [Ruth Amsel| “Everything else can burn.”]

According to Whitcomb, [Dale Whitcomb| two of the eleven cars were leaking]."""

BROADCASTER = """The prime minister has ruled out an early election despite the defeat of her
housing bill.

Prime Minister Helena Vance said [Helena Vance| the government would bring the bill back in the
autumn].

[Helena Vance| "We were elected to build homes and we will build them,"] she told the BNC.

But opposition leader Sir Edmund Crale said [Edmund Crale| the vote showed that Ms Vance had lost
the confidence of parliament].

[Edmund Crale| "She has no majority and no plan,"] Sir Edmund said. [Edmund Crale| "The decent
thing would be to ask the country."]

Mr Crale, who led the rebellion, added that [Edmund Crale| he would table a motion next week].

A spokesman for the housing ministry said [-| the delay would cost £40m].

Dame Olive Hart, the Speaker, said [Olive Hart| she would allow a debate]."""

PAPER = """Scientists have found that river otters on the Merrow share tools, a habit never
before seen in the species.

[Priya Raman| “What we watched was teaching,”] said Dr Priya Raman, a biologist at Kesterholm
University and the lead author of the study.

[Priya Raman| “A mother hands over the stone,”] Raman explained, [Priya Raman| “and then she
waits. She doesn’t take it back.”]

Prof Owen Tregarth, who was not involved in the work, called the footage remarkable but warned
that [Owen Tregarth| eleven animals were too few to be sure].

[Owen Tregarth| “I would like to believe it,”] he said. [Owen Tregarth| “I would like to believe
it on two more rivers first.”]

The research council, which paid for the cameras, said [-| it would fund a second season].

Tregarth suggested that [Owen Tregarth| the stones might simply have been dropped]. Raman
disagreed. [Priya Raman| “You don’t drop a stone into a pup’s paws,”] she replied."""

COURT = """A former mayor who took bribes from a builder was jailed for six years on Friday.

Judge Amara Whitfield told Colin Prew [Amara Whitfield| he had sold a town that trusted him].

[Amara Whitfield| "You were paid twice, once by the people and once by the man who robbed them,"]
the judge said.

Prosecutor Ilse Brandt said [Ilse Brandt| the payments had begun in 2016]. [Ilse Brandt| "There
were 41 envelopes,"] Brandt told the court. [Ilse Brandt| "We found nine."]

Prew's lawyer, Hugh Dempster KC, argued that [Hugh Dempster| his client had repaid most of the
money]. Mr Dempster said [Hugh Dempster| an appeal was being considered].

Police said [Police| a second man remained under investigation].

Councillor Wendy Marsh, who first raised the alarm, said outside the court: [Wendy Marsh| "I was
told to mind my own business. This was my business."]"""

SPORT = """ASHLOW, Oct. 4 (Agence) - Kesterholm Rovers came from two goals down to beat Ashlow
Town on Saturday.

[Femi Adeyemi| “At half-time I said only one thing,”] said coach Femi Adeyemi. [Femi Adeyemi|
“Run.”]

Midfielder Jonas Beck, who scored the winner, admitted [Jonas Beck| he had meant to cross the
ball].

[Jonas Beck| “Don’t tell the gaffer,”] Beck joked.

Town captain Lewis Hart was less amused. [Lewis Hart| “That is three leads thrown away in a
month,”] he said. [Lewis Hart| “We are soft.”]

The league said in a statement that [-| it would review the second goal].

His coach, Ingrid Solberg, insisted [Ingrid Solberg| the ball had gone out of play]. [Ingrid
Solberg| “Everyone saw it but one man,”] Solberg said."""

BUSINESS = """Shares in Halden Foods Plc fell 9% on Thursday after it cut its forecast.

[Martin Sorley| Demand for frozen meals had fallen faster than expected], chief executive Martin
Sorley said in a statement.

[Martin Sorley| “We have been too slow to change our recipes,”] Sorley added. [Martin Sorley|
“That ends now.”]

Grace Lindqvist, an analyst at Orrin Bank, said [Grace Lindqvist| the warning was overdue].

[Grace Lindqvist| “The surprise is that anyone is surprised,”] she wrote in a note to clients.

Halden Foods declined to comment further. The company said [Halden Foods Plc| it would close one
of its four factories].

The Central Bank of Merrow warned on Wednesday that [Central Bank of Merrow| food prices would
keep rising]."""

QUOTES = """Three years after the dam broke, the valley has its school back.

[Teresa Imola| “The first morning nobody spoke,”] recalled head teacher Teresa Imola.

[Teresa Imola| “They walked round touching the walls, one after the other.]

[Teresa Imola| “Then a girl of seven asked me where the old school was,”] she said. [Teresa Imola|
“I did not know what to tell her.”]

Her husband, Paolo Imola, a stonemason, laid the last step. [Paolo Imola| “I put a coin under
it,”] he said, [Paolo Imola| “as my father did in the first one.”]

Education minister Clara Voss, who cut the ribbon, promised that [Clara Voss| four more schools
would follow]. The minister said [Clara Voss| the money was “in the bank”].

[-| “We have heard that before,”] one parent said."""

CRIME = """A man in his forties has been arrested after 300 violins were found in a barn.

Detective Inspector Rosa Quill said [Rosa Quill| officers had been looking for stolen bicycles].

[Rosa Quill| "I have been a detective for 22 years and I've never had to catalogue a
Stradivarius,"] DI Quill said.

Farmer Alec Moss, who rented out the barn, said [Alec Moss| he had been told it would hold
furniture].

[Alec Moss| 'He paid in cash and he was always polite,'] Mr Moss said.

A police spokesperson said: [-| "Anyone who has lost a violin should contact us."]

The Musicians' Union said [Musicians' Union| it was "cautiously delighted"]."""

HEALTH = """GENEVA (Agence) - [World Health Bureau| The spread of river fever has slowed], the
World Health Bureau said on Monday.

[Idris Okafor| “For the first time the curve is bending,”] Dr. Idris Okafor, the bureau's
director, told a news conference.

Okafor said [Idris Okafor| vaccines had reached 61 of 70 districts, and added that the rest would
follow by June].

[Idris Okafor| “Bending is not breaking,”] he cautioned.

Nurse Beatrix Lund, speaking by phone from the north, said [Beatrix Lund| her clinic had not seen
a doctor since March]. [Beatrix Lund| “We boil water and we wait,”] said Lund."""

LOCAL = """A plan to move the Saturday market indoors has divided Little Merrow.

[Joan Petty| “It rains here two days in three,”] said Cllr Joan Petty, who proposed the move.
[Joan Petty| “People buy more when they are dry.”]

Stallholder Ray Duggan, 58, disagrees. [Ray Duggan| “A market with a roof is a shop,”] he says.

The Reverend Ann Tolley said [Ann Tolley| the church hall could be used in winter].

[Ann Tolley| “Nobody has asked us,”] she noted. [Ann Tolley| “We have a kettle.”]

In a letter to the council, the Market Traders' Association argued that [Market Traders'
Association| rents would double]. The association called [Market Traders' Association| for a vote
of all stallholders].

Ms Petty said [Joan Petty| she was happy to listen]."""


RAILWAY = """\
MERROW CITY, March 3 (Agence) - [Hugo Ferrante| The government will sell its stake in the national
railway by the end of the year], Finance Minister Hugo Ferrante said on Monday.

[Hugo Ferrante| "We are in advanced talks with two buyers,"] Ferrante told a press conference.
[Hugo Ferrante| "The price will surprise people,"] he added.

The opposition Green Alliance has called the sale reckless. [Sabine Ruel| "You sell the tracks
once and you pay for the tickets forever,"] its leader Sabine Ruel said on social media.

A source close to the talks said [-| one of the bidders was a pension fund].

The railway's chief executive, Tomas Keel, declined to comment.

Union officials said [-| they would strike if jobs were cut].

[Nora Bly| Passengers had been promised lower fares], said Nora Bly of the Passengers' League. Bly
noted that [Nora Bly| fares had risen by 31% since 2019]."""

LIGHTHOUSE = """\
When Marta Dellinger bought the lighthouse, she had never changed a light bulb without help.

[Marta Dellinger| “I’m a piano teacher,”] she says, laughing. [Marta Dellinger| “I thought the sea
would be quieter.”]

Ms. Dellinger, 46, paid one crown for the building at an auction in 2021. The previous keeper,
Arvid Holm, had left it to the town.

[Arvid Holm| “She rang me the first night at two in the morning,”] Mr. Holm recalled. [Arvid Holm|
“She said, ‘It’s making a noise.’ I said, ‘That’s the foghorn.’”]

Her daughter Lise, 14, is less romantic. [Lise| “There is no wifi,”] Lise said.

According to the heritage agency, [-| only nine such lighthouses are still lived in]. Kari
Brandvold, an architect who advises the agency, believes [Kari Brandvold| the lamp room should be
opened to visitors].

[Kari Brandvold| “People protect what they have climbed,”] Ms. Brandvold said."""

RESCUE = """\
A Merrow schoolboy who rescued two swimmers has been given the freedom of the town at the age of
11.

Danny Okoro, from Tarnside, threw a life ring to the couple on 2 May after spotting them from the
pier.

[Danny Okoro| "I just did what they taught us at the pool,"] Danny said.

His mum, Grace Okoro, said [Grace Okoro| she was "proud and still shaking"].

Speaking after the ceremony, Mayor Philip Stroud said: [Philip Stroud| "Danny has shown us all
what courage is."]

Mr Stroud added: [Philip Stroud| "He didn't wait for someone else."]

Coastguard officer Helen Marsh warned [Helen Marsh| people not to enter the water themselves].
[Helen Marsh| "Throw something that floats and call 999,"] she said.

The couple, who asked not to be named, told the Echo they [-| owed him their lives].

The Royal Lifeboat Society said [Royal Lifeboat Society| the number of rescues had doubled]. A
spokeswoman said: [-| "We would like every pier to have a ring."]"""

PHONES = """\
WESTHOLM — State lawmakers voted Thursday to ban phones in classrooms, sending the bill to Gov.
Lucia Marchetti, who has promised to sign it.

[Lucia Marchetti| “This is about giving kids their attention back,”] Marchetti, a Democrat, said
in a statement.

Rep. Walt Jessup, R-Dunmore, opposed the measure. [Walt Jessup| “Parents want to reach their
children,”] Jessup said on the House floor. [Walt Jessup| “That's not a distraction, that's a
family.”]

State Sen. Pilar Ortega, who wrote the bill, countered that [Pilar Ortega| schools have
landlines].

The state teachers' union praised the vote. [Glenn Abbey| “Finally,”] said its president, Glenn
Abbey.

Superintendent Dr. Faye Lindqvist said [Faye Lindqvist| her district, which tried a ban last year,
saw test scores rise]. She said [Faye Lindqvist| fights in the hallways fell by half], though she
cautioned that other factors may have played a part.

Asked whether the ban would survive a lawsuit, Marchetti replied: [Lucia Marchetti| “Watch us.”]"""


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(AGENCY, id="agency"),
        pytest.param(BROADCASTER, id="broadcaster"),
        pytest.param(PAPER, id="paper"),
        pytest.param(COURT, id="court"),
        pytest.param(SPORT, id="sport"),
        pytest.param(BUSINESS, id="business"),
        pytest.param(QUOTES, id="quotations"),
        pytest.param(CRIME, id="crime"),
        pytest.param(HEALTH, id="health"),
        pytest.param(LOCAL, id="local"),
        pytest.param(RAILWAY, id="railway"),
    ],
)
def test_every_statement_has_its_speaker(marked: str) -> None:
    check_marked(marked)


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(LIGHTHOUSE, id="a full name behind another's sentence is cut to the surname"),
        pytest.param(RESCUE, id="a first name, 'told the Echo they', a society that 'said the'"),
        pytest.param(
            PHONES, id="'countered that', and a clause with 'though' behind what was said"
        ),
    ],
)
@pytest.mark.xfail(
    strict=True, reason="known to go wrong: docs/who-said-what.md", raises=AssertionError
)
def test_what_is_known_to_go_wrong(marked: str) -> None:
    check_marked(marked)
